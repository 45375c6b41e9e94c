import { about } from '../domain/draft.ts';
import { type React, timeOf } from './reaction.ts';

/** The student thought better of it: it waits for no teacher any more. */
export const excuseWithdrawn: React<'excuseWithdrawn'> = (_, event) => ({
  settled: [{ about: about.excuse(event.data.excuseId), at: timeOf(event) }],
});
