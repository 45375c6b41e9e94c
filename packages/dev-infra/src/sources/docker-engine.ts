import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../types.ts';

/**
 * Makes sure, within seconds, that a Docker engine of this machine answers and that it has the image or can get it.
 * @throws Error with the reason when not
 */
export async function checkEngine(image: string, env: Environment, tell: (words: string) => void): Promise<void> {
  const socketPath = engineSocket(env);
  await ask(socketPath, '/_ping').catch(() => {
    throw new Error(`no engine answers at ${socketPath}`);
  });
  if ((await ask(socketPath, `/images/${image}/json`)).status === 200) return;
  const registry = await ask(socketPath, `/distribution/${image}/json`).catch(() => ({ status: 0, body: 'no answer' }));
  if (registry.status !== 200)
    throw new Error(`the engine has no such image and cannot get it: ${registry.body.trim()}`);
  tell(`downloading the image ${image}`);
}

function engineSocket(env: Environment): string {
  const host = env.DOCKER_HOST;
  if (host !== undefined && host !== '') {
    if (host.startsWith('unix://')) return host.slice('unix://'.length);
    throw new Error(`DOCKER_HOST ${host} is not an engine of this machine`);
  }
  const home = env.HOME || homedir();
  const usual = [
    '/var/run/docker.sock',
    join(env.XDG_RUNTIME_DIR || '/nonexistent', 'docker.sock'),
    join(home, '.docker', 'run', 'docker.sock'),
    join(home, '.docker', 'desktop', 'docker.sock'),
  ];
  return usual.find(existsSync) ?? '/var/run/docker.sock';
}

function ask(socketPath: string, path: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const question = request({ socketPath, path, signal: AbortSignal.timeout(5000) }, async (response) => {
      response.once('error', reject);
      const body = (await response.setEncoding('utf8').toArray()).join('');
      resolve({ status: response.statusCode ?? 0, body });
    });
    question.once('error', reject).end();
  });
}
