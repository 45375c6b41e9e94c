import type { AuditEntry } from '@rollcall/contracts';
import type { TFunction } from 'i18next';
import { dayAndClock } from '../words/format.ts';
import { keysOf } from './audit-acts.ts';
import type { Names } from './use-names.ts';

type Words = TFunction<['audit', 'common']>;

/** What an entry names by its id: the names are looked up. */
export function idsIn({ action, personal, details }: AuditEntry) {
  const own = personal ?? {};
  const isOf = (what: string) => (details.what === what ? details.ofId : undefined);
  return {
    people: texts(own.actorId, own.userId, own.studentId, own.teacherId),
    classes: texts(details.classId, details.movedFrom, details.movedTo, isOf('class')),
    courses: texts(details.courseId, isOf('course')),
    // Of one that was deleted there is nothing to look up.
    webhooks: action === 'webhook.deleted' ? [] : texts(details.webhookId),
  };
}

/**
 * An entry as a sentence: "Anna Weber changed Ben Kim in Physics from absent to excused". An act that has no words yet is
 * told by its own word.
 */
export function sentenceOf(entry: AuditEntry, names: Names, t: Words): string {
  const values = valuesOf(entry, names, t);
  const keys = [...keysOf(entry), 'other'].map((key) => `acts.${key}`);
  const sentence = t(keys as 'acts.other'[], values);
  return sentence.charAt(0).toLocaleUpperCase() + sentence.slice(1);
}

/** The reason that somebody gave, when there is one. */
export function reasonIn({ personal }: AuditEntry): string | null {
  return typeof personal?.why === 'string' && personal.why !== '' ? personal.why : null;
}

function valuesOf({ action, actorRole, details, personal, erased }: AuditEntry, names: Names, t: Words) {
  const own = personal ?? {};
  const person = (id: unknown) => (typeof id === 'string' ? names.person(id) : t('erasedPerson'));
  const sum = (details.summary ?? {}) as Record<string, number>;
  const ofId = typeof details.ofId === 'string' ? details.ofId : '';
  return {
    actor: actorRole === null && !erased ? t('system') : person(own.actorId),
    user: person(own.userId),
    student: person(own.studentId),
    teacher: person(own.teacherId),
    class: names.class(details.classId ?? ofId),
    otherClass: names.class(details.movedFrom ?? details.movedTo),
    course: names.course(details.courseId ?? ofId),
    webhook: names.webhook(details.webhookId),
    className: text(details.className),
    code: text(details.code),
    term: text(details.term),
    round: text(details.roundNumber),
    format: text(details.format).toUpperCase(),
    there: String((sum.present ?? 0) + (sum.late ?? 0)),
    total: String(sum.total ?? 0),
    at: instant(details.startsAt),
    until: instant(details.expiresAt),
    fields: fieldWords(details.fields, t),
    from: statusWords(details.from, t),
    status: statusWords(details.status, t),
    role: roleWords(details.role, t),
    fromRole: roleWords(details.from, t),
    toRole: roleWords(details.to, t),
    action,
  };
}

function texts(...values: unknown[]): string[] {
  return values.filter((value) => typeof value === 'string');
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function instant(value: unknown): string {
  return typeof value === 'string' ? dayAndClock(value) : '';
}

function fieldWords(fields: unknown, t: Words): string {
  if (!Array.isArray(fields)) return '';
  return fields.map((field) => t(`fields.${field}` as 'fields.name', { defaultValue: String(field) })).join(', ');
}

function statusWords(status: unknown, t: Words): string {
  return typeof status === 'string' ? t(`statuses.${status}` as 'statuses.present', { defaultValue: status }) : '';
}

function roleWords(role: unknown, t: Words): string {
  return typeof role === 'string' ? t(`roles.${role}` as 'roles.student', { defaultValue: role }) : '';
}
