import { systemTrace, type Trace } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { createKeyedGatherer } from '../../store/gatherer.ts';
import type { RecordDocument } from '../../store/records.ts';
import { announceDelta } from '../announce.ts';

const GATHER_MS = 1;
const MAX_BATCH = 500;

/** Brings stored records to the live state and the boards. */
export interface ShownMarks {
  /** Resolves when the live state has the record; those of a session that come together share a call and a frame. */
  show(record: RecordDocument): Promise<void>;
}

export function createShownMarks(context: Pick<Context, 'live' | 'bus' | 'ids'>): ShownMarks {
  const gatherer = createKeyedGatherer<RecordDocument, void>({
    gatherMs: GATHER_MS,
    maxItems: MAX_BATCH,
    async run(_, records) {
      await showMarks(context, records, systemTrace(context.ids.unique()));
      return records.map(() => undefined);
    },
  });
  return { show: (record) => gatherer.add(`${record.sessionId}.${record.roundNumber}`, record) };
}

/** Brings records of one session and round to the live state and tells the boards what changed. */
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
