import type { UserImport } from '@rollcall/contracts';
import { AppError, type Caller } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { maySeeImport } from '../policies/may-see-import.ts';
import { presentUserImport, presentUserImportRow } from '../presenters/user-import.ts';
import { CHUNK_ROWS, type ImportRow } from '../store/user-import-rows.ts';

interface OneImport {
  ids: { id: string };
  caller: Caller;
}

export async function getUserImport(context: Context, input: OneImport): Promise<UserImport> {
  return presentUserImport(await requireImport(context, input));
}

interface ImportRows extends OneImport {
  query: { cursor?: number | undefined; limit: number; result?: NonNullable<ImportRow['result']> | undefined };
}

export async function listUserImportRows(context: Context, input: ImportRows) {
  const { _id } = await requireImport(context, input);
  const { cursor = 0, limit, result } = input.query;
  const items: ReturnType<typeof presentUserImportRow>[] = [];
  const chunks = context.userImportRows.from(_id, Math.floor(cursor / CHUNK_ROWS), result);
  for await (const chunk of chunks) {
    for (const [index, row] of chunk.rows.entries()) {
      const number = chunk.number * CHUNK_ROWS + index;
      if (number < cursor || (result && row.result !== result)) continue;
      if (items.length === limit) return { items, nextCursor: String(number) };
      items.push(presentUserImportRow(row));
    }
  }
  return { items, nextCursor: null };
}

async function requireImport({ userImports }: Context, { ids, caller }: OneImport) {
  const document = await userImports.get(ids.id);
  if (!document || !maySeeImport(caller, document)) throw new AppError('import_not_found');
  return document;
}
