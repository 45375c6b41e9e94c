import { ImportFailure } from '@rollcall/imports';
import type { Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import type { ClassDocument } from '../store/classes.ts';
import type { RosterImportDocument } from './roster-imports.ts';

/** The class of an import. Ends the import when it was deleted or archived since. */
export async function openClass({ classes }: Pick<Context, 'classes'>, classId: string): Promise<ClassDocument> {
  const found = await classes.get(classId);
  if (!found) throw new ImportFailure('The class was deleted meanwhile.');
  if (found.archivedAt) throw new ImportFailure('The class was archived meanwhile.');
  return found;
}

/** What an import does is done by whoever sent the file. */
export function traceOf({ requestId, createdBy, createdByRole }: RosterImportDocument): Trace {
  return { requestId, actor: { userId: createdBy, role: createdByRole } };
}
