import type { Repeated } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { repeatInTurn } from './in-turn.ts';

const PERIOD_MS = 5_000;
const AT_ONCE = 100;

/**
 * Deletes the documents of excuses that were decided or withdrawn and are older than they may be: they say more about a
 * student's life than a record needs. One process at a time does it.
 */
export function forgetDocuments(context: Context): Repeated {
  const { excuses, objects, clock, config } = context;
  return repeatInTurn(context, { name: 'forget documents', everyMs: PERIOD_MS }, async () => {
    const before = new Date(clock.now() - config.EXCUSE_DOCUMENT_RETENTION * 1_000);
    for (const { _id, attachment } of await excuses.withDocumentBefore(before, AT_ONCE)) {
      if (attachment) await objects.delete(attachment.key);
      await excuses.forgetDocument(_id);
    }
  });
}
