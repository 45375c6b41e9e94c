import { routes } from '@rollcall/contracts';
import { presentImport } from '@rollcall/imports';
import { AppError, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { findClassOf } from '../operations/find-class-of.ts';

/** Answers when the whole file is stored; what is done for its rows stands in `imports/import-work.ts`. */
export const importRoster = operation(
  routes.importRoster,
  async (context: Context, { ids, file, query, caller, trace }) => {
    const { _id: classId, archivedAt } = await findClassOf(context, ids.id, caller);
    if (archivedAt) throw new AppError('class_archived');
    const { dryRun, skipInvalid, columns, move, createMissing, invite } = query;
    const createdByRole = caller.role === 'admin' ? 'admin' : 'teacher';
    const document = await context.rosterImports.accept({
      bytes: file.bytes,
      columns,
      dryRun,
      skipInvalid,
      options: { classId, move, createMissing, invite, createdByRole },
      createdBy: caller.userId,
      requestId: trace.requestId,
    });
    return presentImport(document);
  },
);
