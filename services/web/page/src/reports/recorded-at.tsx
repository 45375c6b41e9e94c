import { Time } from '../ui/time.tsx';
import { day } from '../words/format.ts';

interface RecordedAtProps {
  at: string;
  /** When the session began. */
  beganAt: string;
}

/** The time of a record, with the day when that is another one than the session's: somebody marked it later. */
export function RecordedAt({ at, beganAt }: RecordedAtProps) {
  return <Time at={at} as={day(at) === day(beganAt) ? 'clock' : 'dayAndClock'} />;
}
