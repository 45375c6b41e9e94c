import { RollcallError } from '@rollcall/client';
import { titlesOf } from './columns.ts';
import type { Held } from './held-file.ts';
import { lacksColumns } from './problem-words.ts';
import type { AnyImport, Asked, ImportSource } from './source.ts';

/** What came of sending a file to be tried: an import, or the titles of its columns when nobody knows which is which. */
export type Tried = { state: AnyImport } | { titles: string[] };

/** Sends what is held for a dry run. Throws what the server refuses it for. */
export async function tryFile(source: ImportSource, { file, options, columns }: Held): Promise<Tried> {
  const asked = { dryRun: true, skipInvalid: true, options };
  try {
    return { state: await source.send(file, { ...asked, columns }) };
  } catch (error) {
    if (!(error instanceof RollcallError) || !lacksColumns(messageOf(error))) throw error;
    // The server tells the titles of a file that it understands: with the first column for all that it needs, it does.
    const anything: Asked['columns'] = Object.fromEntries(source.needs.map(([field]) => [field, 1]));
    return { titles: titlesOf(await source.send(file, { ...asked, columns: anything })) };
  }
}

/** Sends it for good. */
export function runFile(
  source: ImportSource,
  { file, options, columns }: Held,
  skipInvalid: boolean,
): Promise<AnyImport> {
  return source.send(file, { dryRun: false, skipInvalid, options, columns });
}

/** What a refusal says about the file. */
export function messageOf({ details, message }: RollcallError): string {
  return details?.[0]?.message ?? message;
}
