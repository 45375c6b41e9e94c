import { type Trace, tellAll } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

/** Tells every process who teaches a class from now on, and who does not any more. */
export async function tellTeachers(
  { bus }: Context,
  classId: string,
  { got = [], lost = [] }: { got?: string[]; lost?: string[] },
  trace: Trace,
): Promise<void> {
  await Promise.all([
    ...got.map((teacherId) => tellAll(bus, 'classCreated', { classId, teacherId }, trace)),
    ...lost.map((teacherId) => tellAll(bus, 'teacherRemoved', { classId, teacherId }, trace)),
  ]);
}
