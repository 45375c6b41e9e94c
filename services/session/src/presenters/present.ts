import type { AttendanceRecord, Session } from '@rollcall/contracts';
import { roundId } from '../domain/ids.ts';
import type { RecordDocument } from '../store/records.ts';
import type { RoundDocument, SessionDocument } from '../store/sessions.ts';

/** What leaves of a session. */
export function presentSession(session: SessionDocument): Session {
  const { _id, classId, className, teacherIds, openedBy, status, room, startedAt, endedAt, rounds, summary } = session;
  return {
    _id,
    classId,
    className,
    teacherId: teacherIds[0] ?? openedBy,
    status,
    room,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    rounds: rounds.map((round) => presentRound(_id, round)),
    summary,
  };
}

export function presentRound(
  sessionId: string,
  { roundNumber, startsAt, endsAt }: RoundDocument,
): Session['rounds'][number] {
  return {
    roundId: roundId(sessionId, roundNumber),
    roundNumber,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt?.toISOString() ?? null,
  };
}

/** What leaves of a record: no token hash, no history. */
export function presentRecord(record: RecordDocument): AttendanceRecord {
  const { _id, sessionId, classId, studentId, roundNumber, status, verification, method, recordedAt } = record;
  return {
    _id,
    sessionId,
    classId,
    studentId,
    roundNumber,
    status,
    verification,
    method,
    recordedAt: recordedAt.toISOString(),
  };
}
