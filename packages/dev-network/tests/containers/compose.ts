import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { natsServices } from '@rollcall/contracts';
import { natsPasswordVariable } from '../../src/network/nats-config.ts';
import { freePort } from '../../src/processes/free-ports.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../../..');

/** What `docker compose` needs to be told. */
export const neededSecrets = [
  ...['KEY_ENCRYPTION_SECRET', 'DEVICE_HASH_SECRET', 'QR_MASTER_SECRET', 'AUDIT_SIGNING_KEY', 'WEBHOOK_SECRET_KEY'],
  ...natsServices.map(natsPasswordVariable),
];

export interface Container {
  id: string;
  service: string;
  publishedPorts: number[];
}

/** The project of docker-compose.yml under a name, on a port and with secrets of its own. */
export async function createComposeProject() {
  const name = `rollcall-test-${randomBytes(4).toString('hex')}`;
  const secret = () => randomBytes(32).toString('hex');
  const port = await freePort();
  const env = {
    ...process.env,
    PORT: String(port),
    LOG_LEVEL: 'info',
    ...Object.fromEntries(neededSecrets.map((variable) => [variable, secret()])),
  };

  /** What `docker compose` prints; rejects with all it said when it fails. */
  async function compose(...args: string[]): Promise<string> {
    const { stdout } = await run('docker', ['compose', '--project-name', name, ...args], {
      cwd: root,
      env,
      maxBuffer: 64 << 20,
    });
    return stdout;
  }

  // It waits for the end of this process, however that comes, and leaves nothing behind.
  const remove = ['down', '--volumes', '--remove-orphans', '--rmi', 'local', '--timeout', '10'];
  const words = ['-c', 'cat; exec docker compose "$@"', 'sh', '--project-name', name, ...remove];
  const guard = spawn('sh', words, { cwd: root, env, detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  const removed = once(guard, 'exit');

  async function down() {
    guard.stdin.end();
    const [code] = await removed;
    if (code !== 0) throw new Error(`docker compose down of ${name} ended with ${code}`);
  }

  return {
    origin: `http://127.0.0.1:${port}`,
    down,
    async up() {
      try {
        await compose('up', '--detach', '--build', '--wait', '--quiet-pull');
      } catch (cause) {
        const logs = await compose('logs', '--tail', '20').catch(String);
        await down();
        throw new Error(`The containers are not up: ${cause}\n${logs}`, { cause });
      }
    },
    async containers(): Promise<Container[]> {
      const lines = (await compose('ps', '--all', '--format', 'json')).trim().split('\n');
      return lines.map((line) => {
        const { ID, Service, Publishers } = JSON.parse(line);
        const published = (Publishers as { PublishedPort: number }[]).map((one) => one.PublishedPort);
        return { id: ID, service: Service, publishedPorts: [...new Set(published.filter((one) => one > 0))] };
      });
    },
    port,
  };
}

/** What `docker` prints, without the last line's end. */
export async function docker(...args: string[]): Promise<string> {
  return (await run('docker', args, { cwd: root })).stdout.trim();
}

/** What `docker compose config` says when an environment variable has no value. */
export async function complaintWithout(variable: string): Promise<string> {
  const given = Object.fromEntries(neededSecrets.map((name) => [name, name === variable ? '' : 'x'.repeat(32)]));
  const config = run('docker', ['compose', 'config', '--quiet'], { cwd: root, env: { ...process.env, ...given } });
  return config.then(
    () => 'no complaint',
    (error) => String(error.stderr),
  );
}
