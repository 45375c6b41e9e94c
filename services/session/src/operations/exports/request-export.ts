import { type ExportFormat, type ExportScope, INSTITUTION_ID } from '@rollcall/contracts';
import { AppError, type Caller, type Trace } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { exportFileName } from '../../domain/export-file.ts';
import { EXPORT_SCHEMA_VERSION } from '../../store/export-model.ts';
import type { ExportDocument } from '../../store/exports.ts';
import { findScope } from './export-scope.ts';

const MAX_UNFINISHED = 10;
const ATTEMPTS = 5;

export interface ExportRequest {
  what: ExportScope;
  ofId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  format: ExportFormat;
  bom: boolean;
}

/**
 * Has a file made soon, by any process. The same again before it is there is the same export. Throws what `findScope` throws,
 * and `too_many_exports`.
 */
export async function requestExport(
  context: Context,
  asked: ExportRequest,
  caller: Pick<Caller, 'userId' | 'role'>,
  trace: Trace,
): Promise<ExportDocument> {
  const { classIds, name } = await findScope(context, asked, caller, trace);
  const { what, ofId = null, from, to, format, bom } = asked;
  const now = new Date(context.clock.now());
  const document: ExportDocument = {
    ...newExport(context, caller, trace),
    what,
    ofId,
    classIds,
    from: from === undefined ? null : new Date(from),
    to: to === undefined ? null : new Date(to),
    format,
    bom,
    fileName: exportFileName(name, now, format),
    sameAs: JSON.stringify([what, ofId, from, to, format, bom]),
    unfinished: true,
    status: 'waiting',
  };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const same = await context.exports.unfinishedLike(document);
    if (same) return same;
    if ((await context.exports.countUnfinished(caller.userId)) >= MAX_UNFINISHED)
      throw new AppError('too_many_exports');
    if (!(await context.exports.insert(document))) continue;
    // What is stored is done, if not now: exports that wait too long are queued again.
    await context.exportQueue
      .add(document._id)
      .catch((error) => context.log.warn({ err: error, exportId: document._id }, 'export: not queued'));
    return document;
  }
  throw new AppError('try_again');
}

/** What every export has, of this moment and person. */
export function newExport(context: Context, { userId, role }: Pick<Caller, 'userId' | 'role'>, trace: Trace) {
  const now = new Date(context.clock.now());
  return {
    _id: context.ids.objectId(),
    schemaVersion: EXPORT_SCHEMA_VERSION,
    institutionId: INSTITUTION_ID,
    requestedBy: userId,
    role,
    requestId: trace.requestId,
    classIds: null,
    from: null,
    to: null,
    done: 0,
    total: 0,
    key: null,
    availableUntil: null,
    createdAt: now,
    updatedAt: now,
    finishedAt: null,
  };
}
