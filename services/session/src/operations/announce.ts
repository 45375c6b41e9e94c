import { type ClassFrame, liveClassSubject, liveSessionSubject, type SessionFrame } from '@rollcall/contracts';
import { createEvent, publishEvent, publishLive, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import type { RecordDocument } from '../store/records.ts';
import type { LiveDelta } from '../store/redis/scan-decisions.ts';

/** A frame to those who watch a session. */
export function announce(context: Context, sessionId: string, frame: SessionFrame, trace: Trace): void {
  publishLive(context.bus, liveSessionSubject(sessionId), frame, trace);
}

/** A frame to a class's people, whether they watch or not. */
export function announceToClass(context: Context, classId: string, frame: ClassFrame, trace: Trace): void {
  publishLive(context.bus, liveClassSubject(classId), frame, trace);
}

/** After the commit of a record: the change to the boards, the event to the other services. */
export function announceRecord(context: Context, record: RecordDocument, delta: LiveDelta, trace: Trace): void {
  const { _id, sessionId, classId, studentId, roundNumber, status, verification, method } = record;
  const recordedAt = record.recordedAt.toISOString();
  const { epoch, seq, summary } = delta;
  const change = { studentId, roundNumber, status, verification, method, recordedAt };
  announce(
    context,
    sessionId,
    {
      audience: 'all',
      event: 'attendance:updated',
      data: { sessionId, epoch, fromSeq: seq, seq, changes: [change], summary },
    },
    trace,
  );
  const data = { recordId: _id, sessionId, classId, studentId, roundNumber, status, method, recordedAt };
  publishEvent(context.bus, createEvent(context.bus, 'attendanceRecorded', _id, data, trace)).catch((error) =>
    context.log.warn({ err: error, recordId: _id }, 'event not published'),
  );
}
