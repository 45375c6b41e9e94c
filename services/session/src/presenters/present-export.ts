import type { ExportState } from '@rollcall/contracts';
import type { ExportDocument } from '../store/exports.ts';

/** What leaves of an export, with an address of its file. */
export function presentExport(document: ExportDocument, address: { url: string; expiresAt: Date } | null): ExportState {
  const { _id, what, ofId, from, to, format, bom, status, done, total, fileName, availableUntil } = document;
  if (what === 'session') throw new Error('an export that was answered at once');
  return {
    _id,
    what,
    ofId,
    from: from?.toISOString() ?? null,
    to: to?.toISOString() ?? null,
    format,
    bom,
    status,
    progress: { done, total },
    fileName,
    url: address?.url ?? null,
    expiresAt: address?.expiresAt.toISOString() ?? null,
    availableUntil: availableUntil?.toISOString() ?? null,
    createdAt: document.createdAt.toISOString(),
    finishedAt: document.finishedAt?.toISOString() ?? null,
  };
}
