import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { rateOf } from '../../domain/rates.ts';
import { namesOf } from '../../operations/people.ts';
import { studentsOfClass } from '../../operations/reports/class-students.ts';
import { requireStaffOf } from '../../operations/require-staff.ts';
import { presentStudent } from '../../presenters/reports.ts';

/** Who has left is at no risk any more. */
export const atRisk = operation(routes.atRisk, async (context: Context, { ids, query, caller, trace }) => {
  await requireStaffOf(context, ids.id, caller, trace);
  const { tallies, enrolled } = await studentsOfClass(context, ids.id, {}, trace);
  const { threshold, minSessions } = query;
  const below = [...tallies].filter(([studentId, { counts }]) => {
    const counted = counts.sessions - counts.excused;
    return enrolled.has(studentId) && counted >= minSessions && (rateOf(counts) ?? 1) < threshold;
  });
  const names = await namesOf(
    context,
    below.map(([studentId]) => studentId),
    trace,
  );
  const items = below.map(([studentId, one]) => presentStudent(studentId, one, { names, enrolled }));
  return { items: items.sort(lowestFirst), nextCursor: null };
});

function lowestFirst(one: AtRisk, other: AtRisk): number {
  return (
    (one.rate ?? 0) - (other.rate ?? 0) ||
    other.absencesInARow - one.absencesInARow ||
    (one.studentId < other.studentId ? -1 : 1)
  );
}

type AtRisk = ReturnType<typeof presentStudent>;
