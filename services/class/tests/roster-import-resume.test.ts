import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type ClassTest, openClassService } from './helpers.ts';

const STUDENTS = 3_000;

let service: ClassTest;
const children: ChildProcess[] = [];
beforeAll(async () => {
  service = await openClassService({ processes: 0 });
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
});
afterAll(() => service.close());

/** A process that can be killed. */
async function startProcess(): Promise<{ child: ChildProcess; url: string }> {
  const { nats, mongodb, redis } = service.infra;
  const urls = { NATS_URL: nats.url, MONGODB_URL: mongodb.url, REDIS_URL: redis.url };
  const env = { ...process.env, ...urls, HOST: '127.0.0.1', PORT: '0', MANAGEMENT_PORT: '0', LOG_LEVEL: 'info' };
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  let log = '';
  child.stdout.on('data', (data) => {
    log += data;
  });
  const port = await vi.waitFor(() => {
    const found = /"port":(\d+)/.exec(log)?.[1];
    if (!found) throw new Error('not ready yet');
    return found;
  }, 20_000);
  return { child, url: `http://127.0.0.1:${port}` };
}

test('the import of a killed process is finished by another one, everybody enrolled once', async () => {
  const { child, url } = await startProcess();
  const people = Array.from({ length: STUDENTS }, () => service.auth.person('student'));
  const headers = { authorization: `Bearer ${service.auth.token(service.auth.person('teacher'))}` };
  async function post(path: string, type: string, body: string) {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': type },
      body,
    });
    return ((await response.json()) as { data: { _id: string } }).data._id;
  }
  const classId = await post('/class', 'application/json', '{"className":"Physics"}');
  const file = ['email', ...people.map(({ email }) => email)].join('\n');
  const importId = await post(`/api/v1/classes/${classId}/students/import`, 'text/csv', file);

  const enrolments = service.database.collection('enrolments');
  await vi.waitFor(async () => expect(await enrolments.countDocuments({ classId })).toBeGreaterThan(0), {
    timeout: 20_000,
    interval: 5,
  });
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await enrolments.countDocuments({ classId })).toBeLessThan(STUDENTS);

  await startProcess();
  const rosterImports = service.database.collection<{ _id: string; counts: Record<string, number> }>('rosterImports');
  const finished = await vi.waitFor(async () => {
    const found = await rosterImports.findOne({ _id: importId });
    expect(found).toMatchObject({ status: 'done', processed: STUDENTS });
    return found;
  }, 45_000);
  const { added = 0, already = 0, ready } = finished?.counts ?? {};
  expect([added + already, ready]).toEqual([STUDENTS, 0]);
  // What was enrolled and not noted before the kill: one document of rows at most.
  expect(already).toBeLessThanOrEqual(500);
  const studentIds = (await enrolments.find({ classId, endedAt: null }).toArray()).map(({ studentId }) => studentId);
  expect(studentIds.toSorted()).toEqual(people.map(({ _id }) => _id).toSorted());
}, 90_000);
