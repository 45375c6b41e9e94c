import { outboxField, outboxIndex } from '@rollcall/service-kit';
import { type Connection, Schema } from 'mongoose';
import type { SessionDocument } from './session-document.ts';

export const SESSION_SCHEMA_VERSION = 2;

const text = { type: String, required: true };
const maybeText = { type: String, default: null };
const count = { type: Number, required: true };
const maybeTime = { type: Date, default: null };

const geofence = new Schema(
  { latitude: count, longitude: count, radiusMetres: count, policy: text },
  { _id: false, strict: 'throw' },
);
const policy = new Schema(
  {
    lateAfterMinutes: count,
    mode: text,
    rotationSeconds: count,
    graceSeconds: count,
    slots: count,
    typedCode: text,
    geofence: { type: geofence, default: null },
    device: text,
    result: text,
  },
  { _id: false, strict: 'throw' },
);
const summary = new Schema(
  { present: count, late: count, absent: count, excused: count, total: count },
  { _id: false, strict: 'throw' },
);

const schema = new Schema<SessionDocument>(
  {
    _id: text,
    schemaVersion: count,
    institutionId: text,
    classId: text,
    className: text,
    courseName: maybeText,
    teacherIds: { type: [String], required: true },
    openedBy: text,
    teacherName: maybeText,
    status: text,
    open: Boolean,
    room: maybeText,
    startsAt: maybeTime,
    endsAt: maybeTime,
    beginsAt: { type: Date, required: true },
    startedAt: maybeTime,
    closingAt: maybeTime,
    endedAt: maybeTime,
    cancelReason: maybeText,
    rounds: [{ _id: false, roundNumber: count, startsAt: Date, endsAt: maybeTime }],
    policy,
    summary: { type: summary, default: null },
    recountAt: Date,
    moves: Number,
    changedAt: Date,
    ...outboxField,
  },
  { collection: 'sessions', versionKey: false, strict: 'throw' },
);
schema.index(
  { classId: 1 },
  { unique: true, partialFilterExpression: { open: true }, name: 'one_open_session_a_class' },
);
schema.index({ openedBy: 1, startedAt: -1 }, { partialFilterExpression: { open: true }, name: 'open_by_teacher' });
schema.index({ classId: 1, endedAt: -1 });
schema.index({ classId: 1, beginsAt: -1, _id: -1 });
schema.index({ teacherIds: 1, beginsAt: -1, _id: -1 });
schema.index({ beginsAt: -1, _id: -1 });
schema.index({ status: 1, _id: 1 }, { partialFilterExpression: { open: true }, name: 'open_by_status_and_id' });
schema.index({ closingAt: 1 });
schema.index({ endsAt: 1 }, { partialFilterExpression: { open: true }, name: 'open_by_end' });
schema.index({ beginsAt: 1 }, { partialFilterExpression: { status: 'scheduled' }, name: 'scheduled_by_start' });
schema.index({ recountAt: 1 }, { sparse: true });
schema.index(...outboxIndex);

export const sessionModel = (connection: Connection) => connection.model('Session', schema);
export type SessionModel = ReturnType<typeof sessionModel>;

/** What is open and takes scans. */
export const running = { open: true, status: 'active' as const };
