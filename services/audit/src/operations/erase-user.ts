import { systemTrace } from '@rollcall/service-kit';
import type { LogParts } from './log-parts.ts';
import { recordOwn } from './record-own.ts';

/**
 * Erases what the log says about somebody; how many entries lost their personal part. That it was done is recorded first, and
 * for ever without saying of whom.
 */
export async function eraseUser(parts: Pick<LogParts, 'store' | 'clock' | 'ids'>, userId: string): Promise<number> {
  const erasure = await recordOwn(parts, { act: 'erased', details: {} }, systemTrace('audit:erase'));
  return parts.store.erasePartsOf(userId, erasure);
}
