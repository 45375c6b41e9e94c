import type { Verdict } from './judge.ts';
import type { ScanLog } from './scan-log.ts';

export interface Outcome {
  students: number;
  scanners: number;
  log: ScanLog;
  verdict: Verdict;
  /** How often a student's socket was cut, and how many are not back at the end. */
  sockets: { cut: number; away: number };
  /** Whether the board showed the record when the scanning was over, and after the end. */
  boardIsRecord: { live: boolean; ended: boolean };
}

/** What is wrong with an outcome, in sentences; none when every promise was kept. */
export function complaints({ log, verdict, sockets, boardIsRecord }: Outcome): string[] {
  const { lost, doubled, wrong } = verdict;
  return [
    ...say(lost, 'acknowledged scan is', 'acknowledged scans are', 'missing in the record'),
    ...say(doubled, 'student is', 'students are', 'in the record twice'),
    ...say(wrong, 'student has', 'students have', 'no record, or one without a scan'),
    ...say(
      log.unserved.size,
      'student was',
      'students were',
      `not let in (${[...new Set(log.unserved.values())].join(', ')})`,
    ),
    ...say(sockets.away, 'socket is', 'sockets are', 'not back'),
    ...(boardIsRecord.live ? [] : ['The board did not show the record when the scanning was over.']),
    ...(boardIsRecord.ended ? [] : ['The board does not show the record after the end.']),
  ];
}

function say(count: number, one: string, many: string, what: string): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : many} ${what}.`];
}
