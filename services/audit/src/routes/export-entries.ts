import { type AuditEntry, routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import { writeCsv } from '@rollcall/tables';
import type { Context } from '../context.ts';
import type { Position } from '../domain/cursor.ts';
import { recordOwn } from '../operations/record-own.ts';
import { presentEntry } from '../presenters/entry.ts';
import type { AuditFilter } from '../store/search.ts';

const PAGE = 500;

const columns: Record<string, (entry: AuditEntry) => string | number | null> = {
  at: ({ at }) => at,
  action: ({ action }) => action,
  entityType: ({ entity }) => entity.type,
  entityId: ({ entity }) => entity.id,
  actorRole: ({ actorRole }) => actorRole,
  actorId: ({ personal }) => (typeof personal?.actorId === 'string' ? personal.actorId : null),
  details: ({ details }) => JSON.stringify(details),
  personal: ({ personal }) => personal && JSON.stringify(personal),
  erased: ({ erased }) => String(erased),
  requestId: ({ requestId }) => requestId,
  entryId: ({ _id }) => _id,
  chain: ({ chain }) => chain,
  position: ({ position }) => position,
  recordedAt: ({ recordedAt }) => recordedAt,
  hash: ({ hash }) => hash,
};

/** That the log leaves as a file is recorded before the first of it does. */
export const exportEntries = operation(routes.exportAuditEntries, async (context: Context, { query, trace }) => {
  const { format, ...filter } = query;
  const { actorId, userId, entityId, ...plain } = filter;
  const people = { ...(actorId && { actorId }), ...(userId && { userId }), ...(entityId && { entityId }) };
  const details = { format, ...plain, from: plain.from?.toISOString(), to: plain.to?.toISOString() };
  const users = [actorId, userId, filter.entityType === 'user' ? entityId : undefined].filter(
    (one) => one !== undefined,
  );
  await recordOwn(context, { act: 'exported', details, personal: people, users }, trace);
  const name = `audit-${new Date(context.clock.now()).toISOString().slice(0, 10)}.csv`;
  return {
    type: 'text/csv; charset=utf-8',
    fileName: name,
    content: writeCsv(Object.keys(columns), rows(context, filter), { bom: true }),
  };
});

async function* rows({ store }: Context, filter: AuditFilter) {
  let after: Position | undefined;
  do {
    const { items, next } = await store.search(filter, after, PAGE);
    for (const item of items) {
      const entry = presentEntry(item);
      yield Object.values(columns).map((cell) => cell(entry));
    }
    after = next ?? undefined;
  } while (after);
}
