/** Control: what every process of every service must hear. Core NATS without queue group. */
import { z } from 'zod';
import type { ServiceName } from './paths.ts';
import { id } from './values.ts';

/** Every service that speaks NATS hears all of it. */
export const CONTROL_SUBJECTS = 'ctl.>';

/** How often a process asks auth for ended log-in sessions, in case a control message was missed. */
export const CONTROL_POLL_MS = 5_000;

export interface ControlDefinition {
  subject: string;
  /** The only service that may say it. */
  toldBy: ServiceName;
  data: z.ZodType;
}

export const controls = {
  /** A log-in session has ended: its tokens, valid until `forgetAtMs` otherwise, and its sockets end with it. */
  sessionEnded: {
    subject: 'ctl.session-ended',
    toldBy: 'auth',
    data: z.object({ sessionId: z.string(), forgetAtMs: z.int() }),
  },
  /** A student was enrolled in a class or removed from it. */
  enrolmentChanged: {
    subject: 'ctl.enrolment-changed',
    toldBy: 'class',
    data: z.object({ classId: id, studentId: id, enrolled: z.boolean() }),
  },
  /** A teacher got a class, as its owner or beside the owner. */
  classCreated: {
    subject: 'ctl.class-created',
    toldBy: 'class',
    data: z.object({ classId: id, teacherId: id }),
  },
  /** A teacher lost a class: sockets leave its rooms. */
  teacherRemoved: {
    subject: 'ctl.teacher-removed',
    toldBy: 'class',
    data: z.object({ classId: id, teacherId: id }),
  },
  /** The issuer has new keys: ask for them before refusing a token. */
  keysRotated: { subject: 'ctl.keys-rotated', toldBy: 'auth', data: z.object({}) },
} as const satisfies Record<string, ControlDefinition>;
export type ControlName = keyof typeof controls;
export type ControlData<Name extends ControlName> = z.infer<(typeof controls)[Name]['data']>;
