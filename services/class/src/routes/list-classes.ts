import { routes } from '@rollcall/contracts';
import { type Caller, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { toFlag } from '../domain/archived-filter.ts';
import { viewClasses } from '../operations/view-classes.ts';
import type { ClassDocument, ClassQuery } from '../store/classes.ts';

/** A teacher's own and shared classes, a student's classes, for an administrator all. */
export const listClasses = operation(routes.listClasses, async (context: Context, { query, caller, trace }) => {
  const { archived, courseId, cursor, limit } = query;
  const wanted = { archived: toFlag(archived), courseId, after: cursor, limit: limit + 1 };
  const found = await findPage(context, caller, wanted);
  const page = found.slice(0, limit);
  const nextCursor = found.length > limit ? (page.at(-1)?._id ?? null) : null;
  return { items: await viewClasses(context, page, caller, trace), nextCursor };
});

async function findPage(
  { classes, enrolments }: Context,
  { userId, role }: Caller,
  query: ClassQuery,
): Promise<ClassDocument[]> {
  if (role === 'admin') return classes.pageOfAll(query);
  if (role === 'teacher') return classes.pageOfTeacher(userId, query);
  return classes.pageOfIds(await enrolments.classIdsOf(userId), query);
}
