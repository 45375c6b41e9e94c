import { setTimeout as wait } from 'node:timers/promises';
import type { Account } from './accounts.ts';
import type { Display } from './display.ts';
import { scanLikeAPhone } from './scan-like-a-phone.ts';
import { ScanLog } from './scan-log.ts';
import type { TeacherScreen } from './teacher-screen.ts';

/** How long after the last student has looked up scans are tried again. */
const LAST_CALL_MS = 60_000;
const FRAME_MS = 100;

export interface Plan {
  /** Within how many seconds the students look up. */
  seconds: number;
  /** What goes wrong meanwhile; resolves when it is over. */
  disturb(tell: (line: string) => void): Promise<void>;
}

/** Lets students scan, each at a moment of his own; resolves with their log when each is in or has given up. */
export async function scanHall(
  scanners: readonly Account[],
  screen: TeacherScreen,
  { seconds, disturb }: Plan,
  display: Display,
): Promise<ScanLog> {
  const log = new ScanLog();
  const step = display.begin('Scanning');
  const startedAtMs = performance.now();
  const lastCall = AbortSignal.timeout(seconds * 1000 + LAST_CALL_MS);
  const timer = setInterval(() => {
    const secondsLeft = Math.max(0, Math.ceil(seconds - (performance.now() - startedAtMs) / 1000));
    const note = `board ${screen.board.summary.present} · code ${screen.codes} · ${secondsLeft} s left`;
    step.update(log.acknowledged.length, scanners.length, note);
  }, FRAME_MS);
  const scans = scanners.map(async (student) => {
    await wait(Math.random() * seconds * 1000);
    await scanLikeAPhone(student, screen, log, lastCall);
  });
  try {
    await Promise.all([disturb(step.tell), ...scans]);
  } finally {
    clearInterval(timer);
  }
  step.end(`${log.acknowledged.length} of ${scanners.length} acknowledged, ${screen.codes} codes shown`);
  return log;
}
