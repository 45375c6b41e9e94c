import { type Trace, tellAll } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import type { Placement } from '../domain/placement.ts';

/**
 * Tells every process who is in a class now and who left another one for it; they have heard it when this resolves. Those
 * who were in already are told of too: the process that enrolled them may have died before it told anybody.
 */
export async function tellEnrolments(
  { bus }: Pick<Context, 'bus'>,
  classId: string,
  placements: Map<string, Placement>,
  trace: Trace,
): Promise<void> {
  const changes = [...placements].flatMap(([studentId, { outcome, otherClassId }]) => [
    ...(outcome === 'moved' && otherClassId !== null ? [{ classId: otherClassId, studentId, enrolled: false }] : []),
    ...(outcome === 'other_class' ? [] : [{ classId, studentId, enrolled: true }]),
  ]);
  await Promise.all(changes.map((change) => tellAll(bus, 'enrolmentChanged', change, trace)));
}
