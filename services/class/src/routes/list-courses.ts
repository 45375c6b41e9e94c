import { routes } from '@rollcall/contracts';
import { type Caller, decodeCursor, encodeCursor, operation, sortKeyOf } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { toFlag } from '../domain/archived-filter.ts';
import { presentCourse } from '../presenters/course.ts';
import type { CourseDocument } from '../store/courses.ts';

export const listCourses = operation(routes.listCourses, async (context: Context, { query, caller }) => {
  const { search, term, archived, cursor, limit } = query;
  const after = cursor === undefined ? undefined : readCursor(cursor);
  const found = await context.courses.page({
    whose: await whoseCourses(context, caller),
    search,
    termKey: term === undefined ? undefined : sortKeyOf(term),
    archived: toFlag(archived),
    after,
    limit: limit + 1,
  });
  const page = found.slice(0, limit);
  return { items: page.map(presentCourse), nextCursor: found.length > limit ? cursorAfter(page.at(-1)) : null };
});

async function whoseCourses({ classes }: Context, { userId, role }: Caller) {
  return role === 'admin' ? undefined : { ownerId: userId, orIds: await classes.courseIdsOfTeacher(userId) };
}

function readCursor(cursor: string) {
  const { nameKey, _id } = decodeCursor(cursor);
  return { codeKey: nameKey ?? '', _id };
}

function cursorAfter(last: CourseDocument | undefined): string | null {
  return last ? encodeCursor({ nameKey: last.codeKey, _id: last._id }) : null;
}
