import type { AuditEntry } from '@rollcall/contracts';

/** Acts by the kind of thing that they are about, as the audit service writes them down. */
export const actsOf = {
  user: [
    'user.created',
    'user.edited',
    'user.role-changed',
    'user.disabled',
    'user.enabled',
    'user.password-changed',
    'user.logged-in',
    'user.log-in-failed',
    'user.session-ended',
  ],
  device: ['device.bound'],
  'device-reset': ['device.reset-requested', 'device.reset-approved', 'device.reset-rejected'],
  course: ['course.created', 'course.edited', 'course.deleted'],
  class: [
    'class.created',
    'class.edited',
    'class.deleted',
    'class.join-code-made',
    'class.join-code-revoked',
    'enrolment.added',
    'enrolment.removed',
    'calendar.key-made',
    'calendar.key-revoked',
  ],
  session: [
    'session.scheduled',
    'session.started',
    'session.ended',
    'session.cancelled',
    'session.code-regenerated',
    'round.started',
    'round.ended',
  ],
  record: ['attendance.recorded', 'attendance.changed', 'attendance.flagged', 'attendance.reviewed'],
  excuse: ['excuse.requested', 'excuse.withdrawn', 'excuse.decided'],
  export: ['export.made'],
  webhook: ['webhook.created', 'webhook.edited', 'webhook.deleted'],
  audit: ['audit.exported', 'audit.erased'],
} as const;

export type Kind = keyof typeof actsOf;
export const kinds = Object.keys(actsOf) as Kind[];

/** An act's word as a key of the words. */
export function wordOf(action: string): string {
  return action.replaceAll(/[.-]/g, '_');
}

/** What makes another sentence of the same act, by what the entry says; undefined for the plain one. */
type Variant = (entry: AuditEntry) => string | false | null | undefined;

const bySystem: Variant = ({ actorRole }) => actorRole === null && 'system';
const own: Variant = ({ personal }) => isSame(personal?.actorId, personal?.userId ?? personal?.studentId) && 'own';
const endings: Record<string, string> = {
  'ended-by-owner': 'by_owner',
  'ended-by-admin': 'by_admin',
  'password-changed': 'password',
  'user-disabled': 'disabled',
  'role-changed': 'role',
  'refresh-token-reused': 'reused',
};

const variants: Record<string, Variant> = {
  'user.created': ({ actorRole, details }) => actorRole === null && (details.role === 'admin' ? 'system' : 'own'),
  'user.edited': own,
  'user.password-changed': ({ details }) => details.how !== 'changed' && String(details.how),
  'user.session-ended': ({ details }) => endings[String(details.why)],
  'class.created': ({ personal }) => !isSame(personal?.actorId, personal?.teacherId) && personal && 'for',
  'enrolment.added': (entry) => (entry.details.movedFrom ? 'moved' : own(entry)),
  'enrolment.removed': (entry) => (entry.details.movedTo ? 'moved' : own(entry)),
  'session.started': bySystem,
  'session.ended': bySystem,
  'round.started': bySystem,
  'round.ended': bySystem,
  'attendance.recorded': ({ details: { verification, method } }) =>
    verification === 'flagged' ? 'doubtful' : method === 'code' && 'code',
  'attendance.changed': ({ details: { from, status } }) => (from === null ? 'new' : from === status && 'same'),
  'attendance.reviewed': ({ details }) => details.verification === 'rejected' && 'no',
  'excuse.decided': ({ details }) => details.approved === false && 'no',
  'export.made': ({ details }) => details.what !== 'session' && String(details.what),
} satisfies Partial<Record<(typeof actsOf)[Kind][number], Variant>>;

/** The keys of an entry's sentence, the best first: one of its own, that of its act. */
export function keysOf(entry: AuditEntry): string[] {
  const variant = variants[entry.action]?.(entry);
  const word = wordOf(entry.action);
  return variant ? [`${word}_${wordOf(variant)}`, word] : [word];
}

function isSame(one: unknown, other: unknown): boolean {
  return one !== undefined && one !== null && one === other;
}
