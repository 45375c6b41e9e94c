import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { jobs, queuePrefix } from '@rollcall/contracts';
import { createLogger, type Service } from '@rollcall/service-kit';
import { Queue } from 'bullmq';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createAuthService, readConfig } from '../src/index.ts';
import { authEnv, openAuth, type TestAuth } from './helpers.ts';
import { ADMIN, adminEnv, peopleFile } from './import-helpers.ts';

const PEOPLE = 2_500;

let auth: TestAuth;
const services: Service[] = [];
const children: ChildProcess[] = [];
beforeAll(async () => {
  auth = await openAuth({ processes: 0 });
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(services.splice(0).map((service) => service.close()));
});
afterAll(() => auth.close());

async function startHere() {
  const service = createAuthService(readConfig(authEnv(auth.infra, adminEnv)), { log: createLogger('auth', 'silent') });
  services.push(service);
  const { url } = await service.start();
  return { service, url };
}

/** A process that can be killed. */
async function startElsewhere(): Promise<{ child: ChildProcess; url: string }> {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const env = { ...process.env, ...authEnv(auth.infra, adminEnv), LOG_LEVEL: 'info' };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  let log = '';
  child.stdout?.on('data', (data) => {
    log += data;
  });
  const port = await vi.waitFor(() => {
    const found = /"port":(\d+)/.exec(log)?.[1];
    if (!found) throw new Error('not ready yet');
    return found;
  }, 20_000);
  return { child, url: `http://127.0.0.1:${port}` };
}

async function startImport(url: string, prefix: string): Promise<string> {
  const body = JSON.stringify(ADMIN);
  const headers = { 'content-type': 'application/json' };
  const logIn = await fetch(`${url}/api/v1/auth/login`, { method: 'POST', headers, body });
  const loggedIn = (await logIn.json()) as { data: { accessToken: string } };
  const answer = await fetch(`${url}/api/v1/users/import?invite=true`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', authorization: loggedIn.data.accessToken },
    body: peopleFile(PEOPLE, prefix),
  });
  expect(answer.status).toBe(202);
  return ((await answer.json()) as { data: { _id: string } }).data._id;
}

const importOf = (_id: string) => auth.collection('userImports').findOne({ _id });
const countUsers = (importId: string) => auth.collection('users').countDocuments({ importId });
const userImportQueue = () =>
  new Queue(jobs.userImport.queue, {
    prefix: queuePrefix(jobs.userImport.queue),
    connection: { url: auth.infra.redis.url },
  });

async function untilHalfDone(importId: string) {
  await vi.waitFor(async () => expect(await countUsers(importId)).toBeGreaterThan(0), { timeout: 20_000, interval: 5 });
  expect(await countUsers(importId)).toBeLessThan(PEOPLE);
}

async function expectWhole(importId: string) {
  await vi.waitFor(async () => expect(await importOf(importId)).toMatchObject({ status: 'done' }), 45_000);
  expect(await importOf(importId)).toMatchObject({ processed: PEOPLE, counts: { added: PEOPLE, exists: 0, ready: 0 } });
  expect(await countUsers(importId)).toBe(PEOPLE);
  const rows = await auth.collection('userImportRows').find({ importId }).toArray();
  const results = rows.flatMap((chunk) => chunk.rows as { userId: string }[]);
  expect(new Set(results.map(({ userId }) => userId)).size).toBe(PEOPLE);
}

test('closing a process stops an import between two chunks; another one finishes it, everybody added once', async () => {
  const { service, url } = await startHere();
  const importId = await startImport(url, 'closed');
  await untilHalfDone(importId);
  await service.close();
  expect(await importOf(importId)).toMatchObject({ status: 'running', finishedAt: null });
  expect(await countUsers(importId)).toBeLessThan(PEOPLE);
  await startHere();
  await expectWhole(importId);
}, 60_000);

test('the import of a killed process is finished by another one', async () => {
  const { child, url } = await startElsewhere();
  const importId = await startImport(url, 'killed');
  await untilHalfDone(importId);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await countUsers(importId)).toBeLessThan(PEOPLE);
  await startHere();
  await expectWhole(importId);
}, 60_000);

test('an import that Redis has forgotten is finished', async () => {
  const { child, url } = await startElsewhere();
  const importId = await startImport(url, 'forgotten');
  await untilHalfDone(importId);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const queue = userImportQueue();
  await queue.obliterate({ force: true });
  await queue.close();
  await auth.collection('userImports').updateOne({ _id: importId }, { $set: { updatedAt: new Date(0) } });
  await startHere();
  await expectWhole(importId);
}, 60_000);

test('an import that cannot go on says that it failed; what was added stays', async () => {
  const { service, url } = await startHere();
  const importId = await startImport(url, 'broken');
  await untilHalfDone(importId);
  await service.close();
  await auth.collection('userImportRows').deleteOne({ importId, number: 4 });
  const added = await countUsers(importId);
  await startHere();
  await vi.waitFor(
    async () => expect(await importOf(importId)).toMatchObject({ status: 'failed', finishedAt: expect.any(Date) }),
    20_000,
  );
  expect(await countUsers(importId)).toBe(added);
}, 60_000);
