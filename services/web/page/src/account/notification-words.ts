import type { Notification } from '@rollcall/contracts';
import type { TFunction } from 'i18next';
import { clock, dayAndClock } from '../words/format.ts';

type Words = TFunction<['account', 'common']>;

/** A notification as a sentence, and the reason that somebody gave. */
export function wordsOf({ kind, data }: Notification, t: Words): { title: string; why: string | null } {
  switch (kind) {
    case 'session_started':
      return { title: t('notices.session_started', { class: data.className, time: clock(data.startedAt) }), why: null };
    case 'session_reminder':
      return {
        title: t('notices.session_reminder', { class: data.className, time: dayAndClock(data.startsAt) }),
        why: null,
      };
    case 'session_cancelled':
      return { title: t('notices.session_cancelled', { class: data.className }), why: data.why };
    case 'attendance_recorded':
      return { title: t(`notices.recorded.${data.status}`, { class: data.className }), why: null };
    case 'attendance_changed':
      return {
        title: t('notices.attendance_changed', {
          class: data.className,
          from: data.from ? t(`common:status.${data.from}`) : t('common:status.waiting'),
          to: t(`common:status.${data.to}`),
        }),
        why: data.why,
      };
    case 'attendance_flagged':
      return data.studentName === null
        ? { title: t('notices.flagged_own', { class: data.className }), why: null }
        : { title: t('notices.flagged', { class: data.className, student: data.studentName }), why: null };
    case 'attendance_reviewed':
      return {
        title: t(data.verification === 'rejected' ? 'notices.rejected' : 'notices.confirmed', {
          class: data.className,
        }),
        why: data.why,
      };
    case 'excuse_requested':
      return {
        title: t('notices.excuse_requested', {
          class: data.className,
          student: data.studentName ?? t('common:unknownPerson'),
        }),
        why: null,
      };
    case 'excuse_decided':
      return {
        title: t(data.approved ? 'notices.excuse_approved' : 'notices.excuse_rejected', { class: data.className }),
        why: data.why,
      };
    case 'consecutive_absences':
      return data.studentName === null
        ? { title: t('notices.absences_own', { class: data.className, count: data.inARow }), why: null }
        : {
            title: t('notices.absences', { class: data.className, count: data.inARow, student: data.studentName }),
            why: null,
          };
    case 'device_reset_decided':
      return { title: t(data.approved ? 'notices.device_approved' : 'notices.device_rejected'), why: data.why };
  }
}

/** Where it leads to, for whom it was written: null when there is nothing more to see. */
export function pathOf({ kind, data }: Notification, role: 'student' | 'teacher' | 'admin'): string | null {
  switch (kind) {
    case 'session_started':
      return role === 'student' ? '/app/scan' : `/app/sessions/${data.sessionId}`;
    case 'session_reminder':
    case 'session_cancelled':
      return '/app/today';
    case 'excuse_requested':
      return '/app/review';
    case 'excuse_decided':
      return '/app/excuses';
    case 'device_reset_decided':
      return '/app/me';
    case 'attendance_flagged':
      return role === 'student' ? '/app/history' : `/app/review?session=${data.sessionId}`;
    case 'consecutive_absences':
      return role === 'student'
        ? `/app/history?class=${data.classId}`
        : `/app/classes/${data.classId}/students/${data.studentId}`;
    default:
      return `/app/history?class=${data.classId}`;
  }
}
