import type { Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import type { Placement } from '../domain/placement.ts';
import { type Placing, placeStudents } from './place-students.ts';

/**
 * Enrols up to 500 students; answers by student id what became of each: `other_class` without `move` for those who stay in
 * another class of the course. It may be done again: those who are in are `already`. Every process has heard of it when
 * this resolves. Throws `class_archived`.
 */
export async function enrolMany(
  context: Context,
  placing: Placing,
  trace: Trace,
): Promise<Map<string, Placement['outcome']>> {
  const placements = await placeStudents(context, placing, trace);
  return new Map([...placements].map(([studentId, { outcome }]) => [studentId, outcome]));
}
