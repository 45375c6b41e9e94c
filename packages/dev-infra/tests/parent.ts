// A command that uses the servers, to be killed by a test: prints what it started as one line of JSON and stays.
import { type InfraOptions, startInfra } from '../src/index.ts';

const options: InfraOptions = JSON.parse(process.argv[2] ?? '{}');
const { env, ...rest } = options;
const infra = await startInfra({ provider: 'local', ...rest, env: { ...process.env, ...env } });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void infra.stop());
const servers = (rest.servers ?? ['mongodb', 'redis', 'nats']).map((name) => infra[name]);
const told = servers.map(({ url, source, processId }) => ({ url, source, processId }));
process.stdout.write(`${JSON.stringify(told)}\n`);
