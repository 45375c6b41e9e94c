import type { CallInput } from '@rollcall/client';
import { type Excuse, excuseAttachment, type routes } from '@rollcall/contracts';

export type ExcuseCategory = Excuse['category'];
export const categories: readonly ExcuseCategory[] = ['illness', 'family', 'university', 'technical', 'other'];

/** What stands in the form. Days are as an `<input type="date">` has them. */
export interface ExcuseFields {
  classId: string;
  about: 'session' | 'days';
  sessionId: string;
  firstDay: string;
  lastDay: string;
  category: ExcuseCategory;
  reason: string;
  file: File | undefined;
}

export type ExcuseField = 'classId' | 'sessionId' | 'firstDay' | 'lastDay' | 'reason' | 'file';

/** What can be wrong before anybody is asked: its words are under `excuses.problems`. */
export type ExcuseProblem = 'missing' | 'backwards' | 'tooLong' | 'tooLarge' | 'wrongType';
export type ExcuseProblems = Partial<Record<ExcuseField, ExcuseProblem>>;

const DAY_MS = 24 * 60 * 60 * 1000;
const MAX_DAYS = 90;

/** What is wrong with the form, by field. */
export function problemsOf(fields: ExcuseFields): ExcuseProblems {
  return {
    ...(fields.classId === '' && { classId: 'missing' as const }),
    ...(fields.reason.trim() === '' && { reason: 'missing' as const }),
    ...(fields.about === 'session' ? problemsOfSession(fields) : problemsOfDays(fields)),
    ...(fields.file && problemsOfFile(fields.file)),
  };
}

/** The request, of a form without problems. */
export function bodyOf(fields: ExcuseFields): NonNullable<CallInput<typeof routes.requestExcuse>['body']> {
  const { classId, about, sessionId, category, reason } = fields;
  const times = about === 'session' ? { sessionId } : rangeOf(fields);
  return { classId, ...times, category, reason: oneLine(reason) };
}

/** At which field the refusal of the server belongs; undefined for the form as a whole. */
export function fieldOf(code: string, about: ExcuseFields['about']): ExcuseField | undefined {
  const fields: Record<string, ExcuseField> = {
    class_not_found: 'classId',
    enrolment_required: 'classId',
    session_not_found: 'sessionId',
    session_cancelled: 'sessionId',
    excuse_waiting: about === 'session' ? 'sessionId' : 'firstDay',
    payload_too_large: 'file',
    unsupported_media_type: 'file',
    file_type_mismatch: 'file',
  };
  return fields[code];
}

export function problemsOfFile({ size, type }: Pick<File, 'size' | 'type'>): Pick<ExcuseProblems, 'file'> {
  if (!(excuseAttachment.types as readonly string[]).includes(type)) return { file: 'wrongType' };
  return size > excuseAttachment.maxBytes ? { file: 'tooLarge' } : {};
}

function problemsOfSession({ sessionId }: ExcuseFields): ExcuseProblems {
  return sessionId === '' ? { sessionId: 'missing' } : {};
}

function problemsOfDays({ firstDay, lastDay }: ExcuseFields): ExcuseProblems {
  if (firstDay === '') return { firstDay: 'missing' };
  if (lastDay === '') return { lastDay: 'missing' };
  if (lastDay < firstDay) return { lastDay: 'backwards' };
  const { from, to } = rangeOf({ firstDay, lastDay });
  return Date.parse(to) - Date.parse(from) > MAX_DAYS * DAY_MS ? { lastDay: 'tooLong' } : {};
}

/** From the first midnight to the one after the last day, as the device's time zone has them. */
function rangeOf({ firstDay, lastDay }: Pick<ExcuseFields, 'firstDay' | 'lastDay'>): { from: string; to: string } {
  return { from: midnight(firstDay, 0), to: midnight(lastDay, 1) };
}

function midnight(date: string, daysLater: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(year, month - 1, day + daysLater).toISOString();
}

/** The contract takes a line: breaks become blanks. */
function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
