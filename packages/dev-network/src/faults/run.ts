import { here } from '../demo/judge.ts';
import { readRecords } from '../demo/read-records.ts';
import type { ScanLog } from '../demo/scan-log.ts';
import type { Fault } from './fault.ts';
import { accountAt, type People } from './hall.ts';
import { type EventVerdict, judgeEvents } from './heard-events.ts';
import { type Evidence, type Finding, firstMarks, judgeBoard, judgeRun } from './judge.ts';
import { judgeWall } from './judge-wall.ts';
import { planRun, type RunPlan } from './plan.ts';
import { readRows } from './read-rows.ts';
import { type Rig, ROTATION_SECONDS } from './rig.ts';
import { scanThrough } from './scan-through.ts';
import { settle } from './settle.ts';
import { openClass, openStage, type Stage } from './stage.ts';
import { type Availability, availabilityOf } from './timeline.ts';

const PATIENCE_MS = 5_000;
/** A board shows the end within two seconds; the rest is for a machine with other work. */
const BOARD_MS = 5_000;

export interface RunOptions {
  seed: number;
  /** Within about how long the students look up. */
  windowMs: number;
  /** How long after the end events may still come. */
  eventsMs: number;
}

/** What came of a run. */
export interface RunResult extends Availability {
  seed: number;
  acknowledged: number;
  recorded: number;
  /** Students who were not let in by the last call; who came when the session had ended is not one of them. */
  unserved: number;
  findings: Finding[];
  /** Known when all events were heard, or may come no longer: the next run need not wait for it. */
  events: Promise<EventVerdict>;
}

/** One session of a new class from its start to its judgement, with a fault in its middle. */
export async function runFault(
  rig: Rig,
  people: People,
  fault: Fault,
  { seed, windowMs, eventsMs }: RunOptions,
): Promise<RunResult> {
  const { origin } = rig.network;
  const plan = planRun(seed, people.students.length, windowMs);
  const [classId] = await Promise.all([
    openClass(people, `${fault.name}, seed ${seed}`),
    fault.variables && rig.arm(fault.variables(plan)),
  ]);
  const stage = await openStage(people.teacher, classId, fault.policy?.(plan));
  const shownSinceMs = performance.now();
  const phones = people.students.map((student) => accountAt(student, origin, fault.patienceMs ?? PATIENCE_MS));
  const { log, returnedAtMs } = await scanThrough(phones, stage.wall, plan, (over) =>
    fault.strike({ rig, plan, end: stage.end, over }),
  );
  const shownForMs = performance.now() - shownSinceMs;
  const live = stage.isOpen ? await judgeLiveBoard(rig, stage, people.students.length) : [];
  await stage.end(origin);

  const evidence = await gather(rig, people, stage, plan, log, fault.expected?.(plan) ?? 'present');
  const judge = () => judgeRun({ ...evidence, board: stage.board.state });
  const findings = await settle(judge, (found) => !found.some(({ offence }) => offence === 'mismatch'), BOARD_MS);
  await stage.close();
  if (fault.wallGoesOn) findings.push(...judgeWall(stage.wall.codes, shownForMs, ROTATION_SECONDS * 1_000));
  const recordIds = [...firstMarks(log.attempts).values()].map(({ recordId }) => recordId);
  return {
    seed,
    acknowledged: recordIds.length,
    recorded: evidence.rows.filter(here).length,
    unserved: [...log.unserved.values()].filter((code) => code !== 'session_not_active').length,
    findings: [...live, ...findings],
    ...availabilityOf(log.attempts, returnedAtMs),
    events: settle(
      () => judgeEvents(recordIds, rig.heard),
      ({ missing }) => missing === 0,
      eventsMs,
    ),
  };
}

/** The board while the session goes on, when all have scanned. */
async function judgeLiveBoard(rig: Rig, { sessionId, board }: Stage, total: number): Promise<Finding[]> {
  const rows = await readRows(rig.mongo, sessionId);
  const judge = () => judgeBoard('before the end', rows, board.state, total);
  return settle(judge, (found) => found.length === 0, BOARD_MS);
}

async function gather(
  rig: Rig,
  { teacher, students }: People,
  stage: Stage,
  plan: RunPlan,
  log: ScanLog,
  expected: Evidence['expected'],
): Promise<Omit<Evidence, 'board'>> {
  const session = await stage.ended();
  return {
    students: students.map(({ userId }) => userId),
    neverScanned: new Set(plan.neverScan.map((at) => students[at]?.userId ?? '')),
    log,
    rows: await readRows(rig.mongo, stage.sessionId),
    records: await readRecords(teacher, stage.sessionId),
    session,
    endKnownAtMs: stage.endKnownAtMs,
    expected,
  };
}
