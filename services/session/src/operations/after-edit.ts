import type { Summary } from '@rollcall/contracts';
import type { Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import type { RecordDocument } from '../store/records.ts';
import { summariseSession } from './end-session.ts';
import { showMarks } from './show-marks.ts';

const ATTEMPTS = 5;

/** What follows a change by a person: the event, the boards of an open session, the summary of an ended one. */
export async function afterEdit(context: Context, record: RecordDocument, trace: Trace): Promise<void> {
  void context.records.outbox.flush(record._id);
  // Shown also when the session ends at this very moment: the live state stays for a while.
  await showMarks(context, [record], trace).catch((error) =>
    context.log.warn({ err: error, recordId: record._id }, 'changed, but not yet in the live state'),
  );
  await recount(context, record.sessionId);
}

/** Brings the summary of an ended session in line with its records: whoever writes it last has seen all changes before. */
export async function recount(context: Context, sessionId: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const session = await context.sessions.get(sessionId);
    if (session?.status !== 'ended' || !session.summary) return;
    const records = await context.records.allOfSession(sessionId);
    const counted = summariseSession(session, records);
    // Who was enrolled at the end has a record; a total that was larger then stays.
    const summary = { ...counted, total: Math.max(counted.total, session.summary.total) };
    if (isSame(summary, session.summary)) return;
    await context.sessions.setSummary(sessionId, summary);
  }
}

function isSame(one: Summary, other: Summary): boolean {
  return Object.entries(one).every(([name, count]) => other[name as keyof Summary] === count);
}
