import type { AttendanceStatus, AuditEntry } from '@rollcall/contracts';
import type { TFunction } from 'i18next';
import type { Names } from './use-names.ts';

const statuses: readonly AttendanceStatus[] = ['present', 'late', 'absent', 'excused'];

type Words = TFunction<['admin', 'common']>;

/** Which people and classes an entry names: their names are looked up. */
export function idsIn({ personal, details }: AuditEntry): { people: string[]; classes: string[] } {
  const own = personal ?? {};
  const people = [own.actorId, own.userId, own.studentId, own.teacherId].filter((id) => typeof id === 'string');
  const classes = [details.classId].filter((id) => typeof id === 'string');
  return { people, classes };
}

/**
 * An entry as a sentence: "Anna Weber changed Ben Kim in Physics from absent to excused". An act that has no words yet is
 * told by its own word.
 */
export function sentenceOf(entry: AuditEntry, names: Names, t: Words): string {
  const { action, details, personal } = entry;
  const own = personal ?? {};
  const values = {
    actor: own.actorId ? names.person(own.actorId) : entry.erased ? t('somebody') : t('audit.system'),
    user: names.person(own.userId),
    student: names.person(own.studentId),
    teacher: names.person(own.teacherId),
    class: details.classId ? names.class(details.classId) : t('someClass'),
    className: String(details.className ?? ''),
    code: String(details.code ?? ''),
    round: String(details.roundNumber ?? ''),
    fields: Array.isArray(details.fields) ? details.fields.join(', ') : '',
    from: statusWords(details.from, t),
    status: statusWords(details.status, t),
    role: roleWords(details.role ?? details.to, t),
    formerRole: roleWords(details.from, t),
    action,
  };
  return t(`audit.acts.${keyOf(entry)}` as 'audit.acts.other', {
    ...values,
    defaultValue: t('audit.acts.other', values),
  });
}

/** The reason that somebody gave, when there is one. */
export function reasonIn({ personal }: AuditEntry): string | null {
  return typeof personal?.why === 'string' && personal.why !== '' ? personal.why : null;
}

/** The key of a sentence: the word of the act, and what makes another sentence of it. */
export function keyOf({ action, details, personal }: AuditEntry): string {
  const key = action.replaceAll(/[.-]/g, '_');
  if (action === 'excuse.decided') return `${key}_${details.approved ? 'yes' : 'no'}`;
  if (action === 'attendance.reviewed') return `${key}_${details.verification === 'rejected' ? 'no' : 'yes'}`;
  if (action === 'user.session-ended') return details.why === 'log-out' ? 'user_logged_out' : key;
  const isOwn = personal?.actorId !== undefined && personal.actorId === personal.userId;
  return isOwn && ['user.edited', 'user.created'].includes(action) ? `${key}_own` : key;
}

function statusWords(status: unknown, t: Words): string {
  const known = statuses.find((one) => one === status);
  return known ? t(`common:status.${known}`) : t('common:status.waiting');
}

function roleWords(role: unknown, t: Words): string {
  return role === 'student' || role === 'teacher' || role === 'admin' ? t(`roles.${role}`) : '';
}
