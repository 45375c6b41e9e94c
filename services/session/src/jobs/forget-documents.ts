import { type Repeated, repeat } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

const PERIOD_MS = 5_000;
const AT_ONCE = 100;

/**
 * Deletes the documents of excuses that were decided or withdrawn and are older than they may be: they say more about a
 * student's life than a record needs. One process at a time does it.
 */
export function forgetDocuments(context: Context): Repeated {
  const { log, live, excuses, objects, clock, config } = context;
  return repeat({ name: 'forget documents', everyMs: PERIOD_MS, log }, async () => {
    if (!(await live.takeTurn('turn:forget documents', PERIOD_MS - 500))) return;
    const before = new Date(clock.now() - config.EXCUSE_DOCUMENT_RETENTION * 1_000);
    for (const { _id, attachment } of await excuses.withDocumentBefore(before, AT_ONCE)) {
      if (attachment) await objects.delete(attachment.key);
      await excuses.forgetDocument(_id);
    }
  });
}
