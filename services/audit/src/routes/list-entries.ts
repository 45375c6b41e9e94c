import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { decodeCursor, encodeCursor } from '../domain/cursor.ts';
import { presentEntry } from '../presenters/entry.ts';

export const listEntries = operation(routes.listAuditEntries, async ({ store }: Context, { query }) => {
  const { cursor, limit, ...filter } = query;
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  const { items, next } = await store.search(filter, after, limit);
  return { items: items.map(presentEntry), nextCursor: next && encodeCursor(next) };
});
