import { publishEvents, type Repeated, repeat, systemTrace, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { recordedEvent } from '../operations/scan/aftermath.ts';
import { showMarks } from '../operations/show-marks.ts';
import type { RecordDocument } from '../store/records.ts';

const PERIOD_MS = 1_000;
/** A process that has not been heard of for so long is dead, or as good as. */
const SILENT_MS = 10_000;
/** Before its watermark: what it had on its way when it noted it. */
const OVERLAP_MS = 60_000;
const PAGE = 200;
/** So long a process that stops waits for its last events. */
const LAST_EVENTS_MS = 3_000;

/**
 * Notes how far this process has told of its scans, and shows and tells again what it, or a process that died, has not: all
 * records since the watermark, with a minute of overlap. Boards and events take each one once.
 */
export function startReplay(context: Context): Repeated {
  const { watermark, publishers, processId, bus, log } = context;

  async function run() {
    await publishers.report(processId, new Date(watermark.readMs()));
    if (!bus.isUp()) return;
    const missing = watermark.missing();
    if (missing) {
      await replaySince(context, missing.sinceMs);
      watermark.caughtUp(missing);
    }
    const dead = await publishers.takeOver(SILENT_MS);
    if (!dead) return;
    log.warn({ processId: dead._id, watermark: dead.watermark }, 'replay: finishing what a silent process left');
    await replaySince(context, dead.watermark.getTime());
    await publishers.remove(dead._id);
  }

  const job = repeat({ name: 'replay', everyMs: PERIOD_MS, log }, run);
  return {
    async close() {
      await job.close();
      const isDone = (await watermark.isIdleWithin(LAST_EVENTS_MS)) && !watermark.missing();
      // Otherwise another process finishes it.
      if (isDone) await publishers.remove(processId).catch(() => undefined);
    },
  };
}

/** Shows and tells again all scans since a watermark, with a minute of overlap. */
export async function replaySince(context: Context, watermarkMs: number): Promise<void> {
  const since = new Date(watermarkMs - OVERLAP_MS);
  const trace = systemTrace(`replay:${since.toISOString()}`);
  let after = '';
  for (;;) {
    const sessions = await context.sessions.busySince(since, after, PAGE);
    for (const { _id } of sessions)
      await replaySession(context, await context.records.sinceOfSession(_id, since), trace);
    const last = sessions.at(-1);
    if (!last || sessions.length < PAGE) return;
    after = last._id;
  }
}

async function replaySession(context: Context, records: RecordDocument[], trace: Trace): Promise<void> {
  for (const ofRound of Map.groupBy(records, ({ roundNumber }) => roundNumber).values()) {
    await showMarks(context, ofRound, trace);
  }
  const scans = records.filter(({ method }) => method === 'qr' || method === 'code');
  await publishEvents(
    context.bus,
    scans.map((record) => recordedEvent(context.bus, record, trace)),
  );
}
