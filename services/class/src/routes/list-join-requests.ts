import { routes } from '@rollcall/contracts';
import { AppError, decodeCursor, encodeCursor, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findClassOf } from '../operations/find-class-of.ts';
import { findPeople } from '../operations/people.ts';
import type { RequestPosition } from '../store/join-requests.ts';

/** Those whose account is gone are left out. */
export const listJoinRequests = operation(
  routes.listJoinRequests,
  async (context: Context, { ids, query: { cursor, limit }, caller, trace }) => {
    const { _id: classId } = await findClassOf(context, ids.id, caller);
    const found = await context.joinRequests.page(classId, cursor === undefined ? undefined : read(cursor), limit + 1);
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    const studentIds = page.map(({ studentId }) => studentId);
    const people = new Map((await findPeople(context, studentIds, trace)).map((person) => [person._id, person]));
    const items = page.flatMap(({ studentId, requestedAt }) => {
      const person = people.get(studentId);
      if (!person) return [];
      return { studentId, name: person.name, email: person.email, requestedAt: requestedAt.toISOString() };
    });
    return { items, nextCursor: last ? write(last) : null };
  },
);

function write({ requestedAt, studentId }: RequestPosition): string {
  return encodeCursor({ nameKey: requestedAt.toISOString(), _id: studentId });
}

function read(cursor: string): RequestPosition {
  const { nameKey, _id: studentId } = decodeCursor(cursor);
  const requestedAt = new Date(nameKey ?? '');
  if (!Number.isNaN(requestedAt.getTime())) return { requestedAt, studentId };
  throw new AppError('invalid_request', { details: [{ path: 'cursor', message: 'is none of ours' }] });
}
