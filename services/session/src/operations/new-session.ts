import { type ClassSummary, INSTITUTION_ID, type PolicyInput } from '@rollcall/contracts';
import type { Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { defaultPolicy, resolvePolicy } from '../domain/policy.ts';
import { SESSION_SCHEMA_VERSION } from '../store/session-model.ts';
import type { SessionDocument } from '../store/sessions.ts';
import { nameOf } from './name-of.ts';

export interface SessionRequest {
  ofClass: ClassSummary;
  openedBy: string;
  room: string | null;
  policy?: PolicyInput | undefined;
  /** When it ends by itself. */
  endsAt: Date | null;
}

/** A session of a class that has not started. */
export async function draftSession(context: Context, request: SessionRequest, trace: Trace): Promise<SessionDocument> {
  const { ofClass, openedBy, room, policy, endsAt } = request;
  const { QR_ROTATION_SECONDS: rotationSeconds, QR_GRACE_SECONDS: graceSeconds } = context.config;
  const teacherName = await nameOf(context, openedBy, trace);
  return {
    _id: context.ids.objectId(),
    schemaVersion: SESSION_SCHEMA_VERSION,
    institutionId: INSTITUTION_ID,
    classId: ofClass._id,
    className: ofClass.className,
    courseName: ofClass.courseName,
    teacherIds: ofClass.teacherIds,
    openedBy,
    teacherName,
    status: 'scheduled',
    room,
    startsAt: null,
    endsAt,
    beginsAt: new Date(context.redisClock.nowMs()),
    startedAt: null,
    closingAt: null,
    endedAt: null,
    cancelReason: null,
    rounds: [],
    policy: resolvePolicy(defaultPolicy({ rotationSeconds, graceSeconds }), ofClass.sessionDefaults, policy),
    summary: null,
  };
}
