import { routes } from '@rollcall/contracts';
import type { Account } from './accounts.ts';
import { inParallel } from './in-parallel.ts';

const AT_ONCE = 8;

/** The id of a teacher's class of that name; made when there is none. */
export async function findOrCreateClass(teacher: Account, className: string): Promise<string> {
  let cursor: string | undefined;
  do {
    const page = await teacher.client.call(routes.listClasses, { query: { cursor, limit: 1_000 } });
    const found = page.items.find((one) => one.className === className && one.teacherId === teacher.userId);
    if (found) return found._id;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  // Sent once: after a lost answer the next run finds the class.
  return (await teacher.client.call(routes.createClass, { body: { className } }, { retry: false }))._id;
}

/** Enrols students; who is in the class already stays as he is. */
export async function enrol(
  teacher: Account,
  classId: string,
  students: readonly Account[],
  onEach: () => void = () => {},
): Promise<void> {
  await inParallel(students, AT_ONCE, async ({ userId }) => {
    await teacher.client.call(routes.addStudent, { ids: { id: classId }, body: { studentId: userId } });
    onEach();
  });
}
