import { consumer, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { copyStudents } from '../operations/copy-students.ts';

// An event says that something changed, auth says what is true: so their order makes no difference.
const refresh = (context: Context, { userId }: { userId: string }, trace: Trace) =>
  copyStudents(context, [userId], trace);

/** Enrolments keep a copy of their students' names and flags. */
export const userEdited = consumer('userEdited', refresh);
export const userDisabled = consumer('userDisabled', refresh);
export const userEnabled = consumer('userEnabled', refresh);
