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

/** Counts statuses; `total` is the size of the roster. */
export function summarise(statuses: Iterable<AttendanceStatus>, total: number): Summary {
  const summary = { present: 0, late: 0, absent: 0, excused: 0, total };
  for (const status of statuses) summary[status] += 1;
  return summary;
}

/** The results of all who have a record; `total` counts who is enrolled, too. */
export function summariseSession(
  { policy }: { policy: Pick<SessionPolicy, 'result'> },
  records: (Counted & { studentId: string })[],
  roster: ReadonlySet<string> = new Set(),
): Summary {
  const byStudent = Map.groupBy(records, (record) => record.studentId);
  const results = [...byStudent.values()].flatMap(
    (ofStudent) => resultOf(ofStudent.map(countsAs), policy.result) ?? [],
  );
  return summarise(results, new Set([...roster, ...byStudent.keys()]).size);
}
