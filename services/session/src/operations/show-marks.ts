import type { Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import type { RecordDocument } from '../store/records.ts';
import { announceDelta } from './announce.ts';

/** Brings stored records of one session and round to the live state and tells the boards what changed. */
export async function showMarks(
  context: Pick<Context, 'live' | 'bus'>,
  records: RecordDocument[],
  trace: Trace,
): Promise<void> {
  const [first] = records;
  if (!first) return;
  const { sessionId, roundNumber } = first;
  for (const delta of await context.live.storeMarks(sessionId, roundNumber, records)) {
    announceDelta(context, sessionId, delta, trace);
  }
}
