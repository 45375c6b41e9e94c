import { startInfra } from '../src/index.ts';

/**
 * Runs once before all tests. On a new machine the servers are fetched and built here, with progress and without a time
 * limit, and not within the first tests that want one.
 */
export default async function haveServers(): Promise<void> {
  let last = '';
  const onProgress = (line: string) => {
    if (line !== last) process.stdout.write(`${line}\n`);
    last = line;
  };
  const infra = await startInfra({ provider: 'local', onProgress });
  await infra.stop();
}
