import { routes } from '@rollcall/contracts';
import { presentImport } from '@rollcall/imports';
import { AppError, type Caller, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findClassOf } from '../operations/find-class-of.ts';
import { presentRosterRow } from '../presenters/roster-import.ts';

export const getRosterImport = operation(routes.getRosterImport, async (context: Context, { ids, caller }) =>
  presentImport(await requireImport(context, ids, caller)),
);

export const listRosterImportRows = operation(
  routes.listRosterImportRows,
  async (context: Context, { ids, query, caller }) => {
    const { _id } = await requireImport(context, ids, caller);
    const { items, nextCursor } = await context.rosterImports.listRows(_id, query);
    return { items: items.map(presentRosterRow), nextCursor };
  },
);

/** An import of this class, for those who may see the class. */
async function requireImport(context: Context, ids: { id: string; importId: string }, caller: Caller) {
  const { _id: classId } = await findClassOf(context, ids.id, caller);
  const document = await context.rosterImports.get(ids.importId);
  if (document?.classId !== classId) throw new AppError('import_not_found');
  return document;
}
