import { routes } from '@rollcall/contracts';
import { AppError, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { requestExport } from '../operations/exports/request-export.ts';
import { withAddress } from '../operations/exports/with-address.ts';

export const createExport = operation(routes.createExport, async (context: Context, { body, caller, trace }) =>
  withAddress(context, await requestExport(context, body, caller, trace)),
);

/** Somebody else's is as if it were not there. */
export const getExport = operation(routes.getExport, async (context: Context, { ids, caller }) => {
  const found = await context.exports.get(ids.id);
  if (found?.requestedBy !== caller.userId || found.what === 'session') throw new AppError('export_not_found');
  return withAddress(context, found);
});

export const listExports = operation(routes.listExports, async (context: Context, { query, caller }) => {
  const { cursor, limit } = query;
  const found = await context.exports.page(caller.userId, { cursor, limit: limit + 1 });
  const items = found.slice(0, limit);
  return {
    items: await Promise.all(items.map((one) => withAddress(context, one))),
    nextCursor: found.length > limit ? (items.at(-1)?._id ?? null) : null,
  };
});
