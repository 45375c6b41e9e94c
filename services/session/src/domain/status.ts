import type { AttendanceStatus, SessionPolicy, Summary, Verification } from '@rollcall/contracts';

/** What a record counts by. */
interface Counted {
  status: AttendanceStatus;
  verification: Verification;
}

const bestFirst: AttendanceStatus[] = ['present', 'late', 'excused', 'absent'];

/** What a record counts as: a rejected one as absent, a doubtful one as its status until somebody decides. */
export function countsAs(record: Counted): AttendanceStatus {
  return record.verification === 'rejected' ? 'absent' : record.status;
}

/** A student's result in a session from the statuses of the rounds: the best, or with `every` the worst; null without any. */
export function resultOf(statuses: AttendanceStatus[], policy: SessionPolicy['result']): AttendanceStatus | null {
  const order = policy === 'every' ? bestFirst.toReversed() : bestFirst;
  return order.find((status) => statuses.includes(status)) ?? null;
}

/** A scan replaces `absent`, nothing else. */
export function holdsAgainstScan(status: AttendanceStatus): boolean {
  return status !== 'absent';
}

/** What results are counted from. */
export interface CountedRecord extends Counted {
  studentId: string;
}

export interface Result {
  studentId: string;
  status: AttendanceStatus;
}

/** The result of each student who has a record in a session, in the order of their ids. */
export function resultsOf(records: CountedRecord[], policy: Pick<SessionPolicy, 'result'>): Result[] {
  const byStudent = Map.groupBy(records, ({ studentId }) => studentId);
  const results = [...byStudent].flatMap(([studentId, ofStudent]) => {
    const status = resultOf(ofStudent.map(countsAs), policy.result);
    return status === null ? [] : { studentId, status };
  });
  return results.sort((one, other) => (one.studentId < other.studentId ? -1 : 1));
}

/** Statuses by what they are. */
export function countStatuses(statuses: Iterable<AttendanceStatus>): Omit<Summary, 'total'> {
  const counts = { present: 0, late: 0, absent: 0, excused: 0 };
  for (const status of statuses) counts[status] += 1;
  return counts;
}

/** Counts statuses; `total` is the size of the roster. */
export function summarise(statuses: Iterable<AttendanceStatus>, total: number): Summary {
  return { ...countStatuses(statuses), total };
}

/** The results of all who have a record; `total` counts who is enrolled, too. */
export function summariseSession(
  { policy }: { policy: Pick<SessionPolicy, 'result'> },
  records: CountedRecord[],
  roster: ReadonlySet<string> = new Set(),
): Summary {
  const results = resultsOf(records, policy);
  const everybody = new Set([...roster, ...results.map(({ studentId }) => studentId)]);
  return summarise(
    results.map(({ status }) => status),
    everybody.size,
  );
}
