import { type ClassFrame, liveClassSubject, liveSessionSubject, type SessionFrame } from '@rollcall/contracts';
import { publishLive, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { presentChange } from '../presenters/present.ts';
import type { LiveDelta } from '../store/redis/live-marks.ts';

/** A frame to those who watch a session. */
export function announce(context: Pick<Context, 'bus'>, sessionId: string, frame: SessionFrame, trace: Trace): void {
  publishLive(context.bus, liveSessionSubject(sessionId), frame, trace);
}

/** A frame to a class's people, whether they watch or not. */
export function announceToClass(context: Context, classId: string, frame: ClassFrame, trace: Trace): void {
  publishLive(context.bus, liveClassSubject(classId), frame, trace);
}

/** The changes of a batch to the boards, in one frame. */
export function announceDelta(
  context: Pick<Context, 'bus'>,
  sessionId: string,
  { epoch, fromSeq, seq, summary, records }: LiveDelta,
  trace: Trace,
): void {
  const changes = records.map(presentChange);
  const data = { sessionId, epoch, fromSeq, seq, changes, summary };
  announce(context, sessionId, { audience: 'all', event: 'attendance:updated', data }, trace);
}
