import { AppError, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

/** Gives the class's open session the teachers that class names now. A class that is gone has no open session to follow. */
export async function followTeachers(context: Context, classId: string, trace: Trace): Promise<void> {
  if (!(await context.sessions.openOfClass(classId))) return;
  try {
    const { teacherIds } = await context.enrolments.getClass(classId, trace);
    await context.sessions.setTeachers(classId, teacherIds);
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'class_not_found')) throw error;
  }
}
