import type { ExportState } from '@rollcall/contracts';
import type { Context } from '../../context.ts';
import { presentExport } from '../../presenters/present-export.ts';
import type { ExportDocument } from '../../store/exports.ts';

const ADDRESS_MS = 15 * 60_000;

/** An export with an address of its file that is good for a quarter of an hour, though not longer than the file. */
export async function withAddress({ objects, clock }: Context, document: ExportDocument): Promise<ExportState> {
  const { key, fileName, availableUntil } = document;
  const untilMs = availableUntil?.getTime() ?? 0;
  if (key === null || untilMs <= clock.now()) return presentExport(document, null);
  const expiresAt = new Date(Math.min(untilMs, clock.now() + ADDRESS_MS));
  return presentExport(document, { url: await objects.addressOf(key, { fileName, expiresAt }), expiresAt });
}
