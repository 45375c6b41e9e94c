import type { Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import type { RecordDocument } from '../store/records.ts';
import { recount } from './recount.ts';
import { showMarks } from './show-marks.ts';

/** What follows a change by a person: the event, the boards of an open session, the summary of an ended one. */
export async function afterEdit(context: Context, record: RecordDocument, trace: Trace): Promise<void> {
  void context.records.outbox.flush(record._id);
  // Shown also when the session ends at this very moment: the live state stays for a while.
  await showMarks(context, [record], trace).catch((error) =>
    context.log.warn({ err: error, recordId: record._id }, 'changed, but not yet in the live state'),
  );
  await recount(context, record.sessionId);
}
