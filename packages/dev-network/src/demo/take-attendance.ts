import { setTimeout as wait } from 'node:timers/promises';
import { withRetry } from '@rollcall/client';
import type { AttendanceRecord } from '@rollcall/contracts';
import { patient } from './accounts.ts';
import type { Display } from './display.ts';
import type { Hall } from './fill-hall.ts';
import { inParallel } from './in-parallel.ts';
import { boardEqualsRecord, judge } from './judge.ts';
import { endSession, openSession } from './open-session.ts';
import type { Outcome } from './outcome.ts';
import { readRecords } from './read-records.ts';
import { type Plan, scanHall } from './scan-hall.ts';
import { openTeacherScreen, type TeacherScreen } from './teacher-screen.ts';

const SHARE_THAT_NEVER_SCANS = 0.05;
/** A board that reconnects is true within two seconds; the rest is for a machine with other work. */
const BOARD_MS = 5_000;
const BOARD_STEP_MS = 50;
const JOINS_AT_ONCE = 16;

/** A session from its start to its end: all watch, most scan, and the record is held against what the clients were told. */
export async function takeAttendance(hall: Hall, plan: Plan, display: Display): Promise<Outcome> {
  const { teacher, students, phones } = hall;
  const { _id: sessionId } = await openSession(teacher, hall.classId);
  const screen = await openTeacherScreen(teacher, sessionId);
  await inParallel(phones, JOINS_AT_ONCE, (phone) => withRetry(() => phone.join(sessionId), patient));
  let cut = 0;
  for (const phone of phones) {
    phone.onState((state) => {
      if (state === 'connecting') cut += 1;
    });
  }
  const [neverScan, scanners] = divide(students);
  const log = await scanHall(scanners, screen, plan, display);

  const ending = display.begin('End');
  const live = await boardShows(screen, await readRecords(teacher, sessionId));
  await endSession(teacher, sessionId);
  const records = await readRecords(teacher, sessionId);
  const ended = await boardShows(screen, records);
  screen.close();
  ending.end('the teacher ends the session: who is not marked is absent');

  const verdict = judge({
    students: students.map(({ userId }) => userId),
    acknowledged: log.acknowledged,
    neverScanned: new Set(neverScan.map(({ userId }) => userId)),
    records,
  });
  const sockets = { cut, away: phones.filter(({ state }) => state !== 'connected').length };
  return {
    students: students.length,
    scanners: scanners.length,
    log,
    verdict,
    sockets,
    boardIsRecord: { live, ended },
  };
}

/** Some students, drawn by lot, who never scan, and the others. */
function divide<Item>(items: readonly Item[]): [Item[], Item[]] {
  const drawn = items.map((item) => ({ item, lot: Math.random() })).sort((a, b) => a.lot - b.lot);
  const shuffled = drawn.map(({ item }) => item);
  const missing = Math.round(items.length * SHARE_THAT_NEVER_SCANS);
  return [shuffled.slice(0, missing), shuffled.slice(missing)];
}

async function boardShows(screen: TeacherScreen, records: readonly AttendanceRecord[]): Promise<boolean> {
  const deadlineMs = performance.now() + BOARD_MS;
  while (!boardEqualsRecord(screen.board, records)) {
    if (performance.now() > deadlineMs) return false;
    await wait(BOARD_STEP_MS);
  }
  return true;
}
