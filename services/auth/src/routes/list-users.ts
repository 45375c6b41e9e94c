import type { Role } from '@rollcall/contracts';
import { decodeCursor, encodeCursor } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { presentManagedUser, presentStudent } from '../presenters/user.ts';
import type { UserDocument } from '../store/users.ts';

interface Page {
  search?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

interface Filter {
  role?: Role | undefined;
  disabled?: boolean | undefined;
}

export async function listUsers(context: Context, { query }: { query: Page & Filter }) {
  const { people, nextCursor } = await findPage(context, query, query);
  return { items: people.map(presentManagedUser), nextCursor };
}

export async function findStudents(context: Context, { query }: { query: Page }) {
  const { people, nextCursor } = await findPage(context, query, { role: 'student', disabled: false });
  return { items: people.map(presentStudent), nextCursor };
}

async function findPage({ users }: Context, { search, cursor, limit }: Page, { role, disabled }: Filter) {
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  const found = await users.search({ search, role, disabled, after, limit: limit + 1 });
  const people = found.slice(0, limit);
  return { people, nextCursor: found.length > limit ? cursorAfter(people.at(-1)) : null };
}

function cursorAfter(last: UserDocument | undefined): string | null {
  return last ? encodeCursor({ nameKey: last.nameKey ?? null, _id: last._id }) : null;
}
