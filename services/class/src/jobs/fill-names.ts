import { systemTrace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { copyStudents } from '../operations/copy-students.ts';

const CHUNK = 1_000;

/** Copies the names into enrolments that have none, those of version 1. */
export async function fillNames(context: Context): Promise<void> {
  for (;;) {
    const studentIds = await context.enrolments.withoutNames(CHUNK);
    if (studentIds.length === 0) return;
    await copyStudents(context, studentIds, systemTrace('job:fill-names'));
  }
}
