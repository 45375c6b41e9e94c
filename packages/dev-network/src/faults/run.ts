import { setTimeout as wait } from 'node:timers/promises';
import { connectLive, withRetry } from '@rollcall/client';
import { routes, type Session } from '@rollcall/contracts';
import { type Account, patient } from '../demo/accounts.ts';
import { enrol } from '../demo/find-or-create-class.ts';
import { endSession, openSession } from '../demo/open-session.ts';
import { readRecords } from '../demo/read-records.ts';
import type { Fault } from './fault.ts';
import { accountAt, type People } from './hall.ts';
import { type EventVerdict, judgeEvents } from './heard-events.ts';
import { type Evidence, type Finding, firstMarks, judgeRun } from './judge.ts';
import { judgeWall } from './judge-wall.ts';
import { planRun } from './plan.ts';
import { readRows } from './read-rows.ts';
import { type Rig, ROTATION_SECONDS } from './rig.ts';
import { scanThrough } from './scan-through.ts';
import { type Availability, availabilityOf } from './timeline.ts';
import { watchWall } from './wall.ts';

const PATIENCE_MS = 5_000;
const END_PATIENCE_MS = 20_000;
const BOARD_MS = 5_000;
const EVENTS_MS = 30_000;
const STEP_MS = 100;

/** What came of a run. */
export interface RunResult extends Availability {
  seed: number;
  acknowledged: number;
  recorded: number;
  /** Students who were not in when the last call was over, without those refused because the session had ended. */
  unserved: number;
  findings: Finding[];
  /** Known when all events were heard, or half a minute after the end: the next run need not wait for it. */
  events: Promise<EventVerdict>;
}

/** One session from its start to its judgement, with a fault in its middle. */
export async function runFault(
  rig: Rig,
  { teacher, students }: People,
  fault: Fault,
  { seed, windowMs }: { seed: number; windowMs: number },
): Promise<RunResult> {
  const { origin } = rig.network;
  const plan = planRun(seed, students.length, windowMs);
  const [classId] = await Promise.all([
    openClass(teacher, students, `${fault.name} ${seed} ${Date.now()}`),
    fault.variables && rig.arm(fault.variables(plan)),
  ]);
  const { _id: sessionId } = await openSession(teacher, classId, fault.policy?.(plan));
  const openedAtMs = performance.now();
  const wall = await watchWall(teacher, sessionId);
  const live = await withRetry(() => connectLive({ origin, token: teacher.token }), patient);
  const board = await withRetry(() => live.watch(sessionId), patient);

  let endKnownAtMs = Number.POSITIVE_INFINITY;
  async function end(at: string): Promise<void> {
    await endSession(accountAt(teacher, at, END_PATIENCE_MS), sessionId);
    endKnownAtMs = Math.min(endKnownAtMs, Date.now());
  }
  const phones = students.map((student) => accountAt(student, origin, fault.patienceMs ?? PATIENCE_MS));
  const { log, returnedAtMs } = await scanThrough(phones, wall, plan, (over) => fault.strike({ rig, plan, end, over }));
  const shownForMs = performance.now() - openedAtMs;
  await wall.close();
  await end(origin);

  const ended = await untilEnded(teacher, sessionId);
  const evidence: Evidence = {
    students: students.map(({ userId }) => userId),
    neverScanned: new Set(plan.neverScan.map((at) => students[at]?.userId ?? '')),
    log,
    rows: await readRows(rig.mongo, sessionId),
    records: await readRecords(teacher, sessionId),
    get board() {
      return board.state;
    },
    session: ended,
    endKnownAtMs,
    expected: fault.expected?.(plan) ?? 'present',
  };
  const findings = await settled(() => judgeRun(evidence));
  live.close();
  const recordIds = [...firstMarks(log.attempts).values()].map(({ recordId }) => recordId);
  return {
    seed,
    acknowledged: recordIds.length,
    recorded: evidence.rows.filter(({ status }) => status === 'present' || status === 'late').length,
    unserved: [...log.unserved.values()].filter((code) => code !== 'session_not_active').length,
    findings: [...findings, ...(fault.wallGoesOn ? judgeWall(wall.codes, shownForMs, ROTATION_SECONDS * 1_000) : [])],
    ...availabilityOf(log.attempts, returnedAtMs),
    events: settledEvents(() => judgeEvents(recordIds, rig.heard)),
  };
}

async function openClass(teacher: Account, students: readonly Account[], className: string): Promise<string> {
  const { _id } = await teacher.client.call(routes.createClass, { body: { className } });
  await enrol(teacher, _id, students);
  return _id;
}

/** A closing that a dead process left half done is finished by another one. */
async function untilEnded(teacher: Account, sessionId: string): Promise<Session> {
  const deadlineMs = performance.now() + END_PATIENCE_MS;
  for (;;) {
    const session = await withRetry(() => teacher.client.call(routes.getSession, { ids: { id: sessionId } }), patient);
    if (session.status === 'ended' || performance.now() > deadlineMs) return session;
    await wait(STEP_MS);
  }
}

/** A board may take a moment to show the end. */
async function settled(judge: () => Finding[]): Promise<Finding[]> {
  const deadlineMs = performance.now() + BOARD_MS;
  for (;;) {
    const findings = judge();
    const onlyShown = findings.length > 0 && findings.every(({ offence }) => offence === 'mismatch');
    if (!onlyShown || performance.now() > deadlineMs) return findings;
    await wait(STEP_MS);
  }
}

async function settledEvents(judge: () => EventVerdict): Promise<EventVerdict> {
  const deadlineMs = performance.now() + EVENTS_MS;
  for (;;) {
    const verdict = judge();
    if (verdict.missing === 0 || performance.now() > deadlineMs) return verdict;
    await wait(STEP_MS);
  }
}
