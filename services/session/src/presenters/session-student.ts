import type { RecordDocument } from '../store/records.ts';
import type { SessionDocument } from '../store/sessions.ts';
import { worstVerification } from './reports.ts';

const MINUTE_MS = 60_000;

/** What a session's report says of a student's rounds. */
export function presentSessionStudent({ rounds }: SessionDocument, records: RecordDocument[]) {
  const startsAt = new Map(rounds.map((round) => [round.roundNumber, round.startsAt.getTime()]));
  const inOrder = records.toSorted((one, other) => one.roundNumber - other.roundNumber);
  return {
    verification: worstVerification(records),
    rounds: inOrder.map(({ roundNumber, status, verification, method, recordedAt, flags = [] }) => {
      const lateByMs = recordedAt.getTime() - (startsAt.get(roundNumber) ?? recordedAt.getTime());
      const lateByMinutes = status === 'late' ? Math.max(0, Math.floor(lateByMs / MINUTE_MS)) : null;
      return {
        ...{ roundNumber, status, verification, method, flags, lateByMinutes },
        recordedAt: recordedAt.toISOString(),
      };
    }),
  };
}
