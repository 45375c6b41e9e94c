import type { AttendanceRecord, Change, RecordWithHistory, Session } from '@rollcall/contracts';
import { roundId } from '../domain/ids.ts';
import type { RecordDocument } from '../store/records.ts';
import type { RoundDocument, SessionDocument } from '../store/sessions.ts';

/** What leaves of a session. */
export function presentSession(session: SessionDocument): Session {
  const { _id, classId, className, courseName, teacherIds, openedBy, status, room, rounds, policy, summary } = session;
  return {
    _id,
    classId,
    className,
    courseName,
    teacherId: teacherIds[0] ?? openedBy,
    status,
    room,
    startsAt: toText(session.startsAt),
    endsAt: toText(session.endsAt),
    startedAt: toText(session.startedAt),
    endedAt: toText(session.endedAt),
    cancelReason: session.cancelReason,
    rounds: rounds.map((round) => presentRound(_id, round)),
    policy,
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
  const { _id, sessionId, classId, flags = [], location = null, rev } = record;
  return { _id, sessionId, classId, ...presentChange(record), flags, location, rev };
}

/** What staff see of a record. */
export function presentWithHistory(record: RecordDocument): RecordWithHistory {
  const history = (record.history ?? []).map(({ at, by, from, to, verification = null, reason }) => {
    return { at: at.toISOString(), by, from, to, verification, reason };
  });
  return { ...presentRecord(record), history };
}

/** A student's place on the board. */
export function presentChange(record: Omit<RecordDocument, '_id'>): Change {
  const { studentId, roundNumber, status, verification, method, recordedAt } = record;
  return { studentId, roundNumber, status, verification, method, recordedAt: recordedAt.toISOString() };
}

function toText(instant: Date | null): string | null {
  return instant?.toISOString() ?? null;
}

/** A page of a list; there may be more behind a full one. */
export function presentRecordPage(records: RecordDocument[], limit: number) {
  const nextCursor = records.length === limit ? (records.at(-1)?._id ?? null) : null;
  return { items: records.map(presentWithHistory), nextCursor };
}
