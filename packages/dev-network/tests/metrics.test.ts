import { jobs } from '@rollcall/contracts';
import { expect, test } from 'vitest';
import { openHall, readCode, scan, startWithCode } from './contract/helpers/hall.ts';
import { useNetwork } from './contract/helpers/network.ts';

const rollcall = useNetwork({}, 'in-process');

test('what happens is counted where it happens: scans, batches, jobs, events and walls', async () => {
  const hall = await openHall(rollcall, 2);
  const { _id: sessionId } = await startWithCode(rollcall, hall);
  const { token } = await readCode(rollcall, hall, sessionId);
  for (const student of [hall.students[0], hall.students[0], hall.students[1]]) await scan(rollcall, student, token);
  await scan(rollcall, hall.students[0], 'nonsense');
  const session = await rollcall.metrics('session');
  const scans = (verdict: string) => sumOf(session, 'rollcall_scans_total', `verdict="${verdict}"`);
  expect(['accepted', 'already_recorded', 'token_invalid'].map(scans)).toEqual([2, 1, 1]);
  expect(sumOf(session, 'rollcall_record_batch_size_sum')).toBe(2);
  expect(sumOf(session, 'rollcall_http_request_seconds_count', 'route="scan"', 'method="POST"', 'status="200"')).toBe(
    3,
  );
  for (const { queue } of [jobs.qrRotation, jobs.sessionTimer, jobs.export]) {
    expect(session).toContain(`rollcall_waiting_jobs{queue="${queue}"`);
  }
  expect(session).toMatch(/^rollcall_wall_overdue_seconds\{.*\} \d/m);
  expect(session).toMatch(/^rollcall_event_backlog\{.*\} \d/m);
  expect(await rollcall.metrics('notification')).toMatch(/^rollcall_event_backlog\{.*\} \d/m);
  expect(await rollcall.metrics('auth')).toContain(`rollcall_waiting_jobs{queue="${jobs.mail.queue}"`);
});

/** Over the processes of a service: the values of a metric whose labels these are among. */
function sumOf(text: string, name: string, ...labels: string[]): number {
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) && labels.every((label) => line.includes(label)))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
