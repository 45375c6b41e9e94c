import type { Context } from '../context.ts';
import type { Draft, Words } from '../domain/draft.ts';

/** The same words to everybody who is enrolled in a class. */
export async function toStudents(
  { classes }: Context,
  classId: string,
  words: Words & Pick<Draft, 'eventId' | 'at' | 'about'>,
): Promise<Draft[]> {
  const drafts: Draft[] = [];
  for await (const studentIds of classes.roster(classId)) {
    for (const userId of studentIds) drafts.push({ ...words, userId });
  }
  return drafts;
}
