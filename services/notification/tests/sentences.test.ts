import { expect, it } from 'vitest';
import type { Words } from '../src/domain/draft.ts';
import { sentenceOf } from '../src/mail/sentences.ts';
import { writeDigest } from '../src/mail/write-digest.ts';
import type { NotificationDocument } from '../src/store/notifications.ts';

const ofClass = { classId: 'c', className: 'Physics' };
const ofRecord = { ...ofClass, sessionId: 's', recordId: 'r', roundNumber: 1 };
const aboutAnna = { studentId: 'a', studentName: 'Anna' };
const aboutMe = { studentId: 'a', studentName: null };
const at = '2026-03-02T08:05:00.000Z';

it.each<[Words, string]>([
  [
    { kind: 'session_started', data: { ...ofClass, sessionId: 's', startedAt: at } },
    'Physics: attendance is being taken since 2 March 2026 at 08:05 UTC.',
  ],
  [
    { kind: 'session_reminder', data: { ...ofClass, sessionId: 's', startsAt: at } },
    'Physics: a session begins on 2 March 2026 at 08:05 UTC.',
  ],
  [
    { kind: 'attendance_changed', data: { ...ofRecord, from: null, to: 'late', why: null } },
    'Physics: your mark was changed to late.',
  ],
  [
    { kind: 'attendance_changed', data: { ...ofRecord, from: 'absent', to: 'late', why: 'The bus' } },
    'Physics: your mark was changed from absent to late: The bus',
  ],
  [
    { kind: 'attendance_flagged', data: { ...ofRecord, status: 'present', flags: ['typed_code'], ...aboutAnna } },
    "Physics: Anna's mark (present) waits for a teacher: the code was typed.",
  ],
  [
    { kind: 'attendance_flagged', data: { ...ofRecord, status: 'present', flags: ['typed_code'], ...aboutMe } },
    'Physics: your mark (present) waits for a teacher: the code was typed.',
  ],
  [
    { kind: 'attendance_reviewed', data: { ...ofRecord, status: 'present', verification: 'rejected', why: null } },
    'Physics: your mark was rejected and counts as absent.',
  ],
  [
    { kind: 'consecutive_absences', data: { ...ofClass, sessionId: 's', inARow: 3, ...aboutAnna } },
    'Physics: Anna was absent 3 times in a row.',
  ],
  [
    { kind: 'consecutive_absences', data: { ...ofClass, sessionId: 's', inARow: 3, ...aboutMe } },
    'Physics: you were absent 3 times in a row.',
  ],
])('%j as a sentence', (words, sentence) => {
  expect(sentenceOf(words)).toBe(sentence);
});

it('a mail lists fifty at most and says how many more there are', () => {
  const one = { kind: 'attendance_recorded', data: { ...ofRecord, status: 'present' } } as NotificationDocument;
  const { subject, text } = writeDigest('Anna', Array(53).fill(one), 'https://rollcall.school.test');
  expect([subject, text.match(/you are marked/g)?.length]).toEqual(['53 new notifications', 50]);
  expect(text).toContain('And 3 more.');
});
