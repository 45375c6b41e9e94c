import type { UserImport, UserImportResult } from '@rollcall/contracts';
import { presentImport, presentImportRow } from '@rollcall/imports';
import { AppError, type Caller } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { maySeeImport } from '../policies/may-see-import.ts';

interface OneImport {
  ids: { id: string };
  caller: Caller;
}

export async function getUserImport(context: Context, input: OneImport): Promise<UserImport> {
  return presentImport(await requireImport(context, input));
}

interface ImportRows extends OneImport {
  query: { cursor?: number | undefined; limit: number; result?: UserImportResult | undefined };
}

export async function listUserImportRows(context: Context, input: ImportRows) {
  const { _id } = await requireImport(context, input);
  const { items, nextCursor } = await context.userImports.listRows(_id, input.query);
  return { items: items.map(presentImportRow), nextCursor };
}

async function requireImport({ userImports }: Context, { ids, caller }: OneImport) {
  const document = await userImports.get(ids.id);
  if (!document || !maySeeImport(caller, document)) throw new AppError('import_not_found');
  return document;
}
