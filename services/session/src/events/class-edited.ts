import { consumer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { followTeachers } from '../operations/follow-teachers.ts';

/** An open session is run by those who teach its class now. */
export const classEdited = consumer('classEdited', (context: Context, { classId }, trace) =>
  followTeachers(context, classId, trace),
);
