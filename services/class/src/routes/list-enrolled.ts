import { routes } from '@rollcall/contracts';
import { decodeCursor, encodeCursor, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findClassOf } from '../operations/find-class-of.ts';
import { presentEnrolled } from '../presenters/enrolment.ts';
import type { EnrolmentDocument } from '../store/enrolments.ts';

/** Reads one more than asked for, to know whether a page follows. */
export const listEnrolled = operation(routes.listEnrolled, async (context: Context, { ids, query, caller }) => {
  const { _id: classId } = await findClassOf(context, ids.id, caller);
  const { search = '', cursor, limit } = query;
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  const found = await context.enrolments.byName({ classId, search, after, limit: limit + 1 });
  const enrolled = found.slice(0, limit);
  return {
    items: enrolled.map(presentEnrolled),
    nextCursor: found.length > limit ? cursorAfter(enrolled.at(-1)) : null,
  };
});

function cursorAfter(last: EnrolmentDocument | undefined): string | null {
  return last ? encodeCursor({ nameKey: last.nameKey ?? null, _id: last._id }) : null;
}
