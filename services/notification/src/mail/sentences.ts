import type { RecordFlag } from '@rollcall/contracts';
import type { Words } from '../domain/draft.ts';

const flags: Record<RecordFlag, string> = {
  typed_code: 'the code was typed',
  device_missing: 'the device did not say which one it is',
  device_unchecked: 'the device could not be checked',
  device_not_bound: 'it was not the registered device',
  device_shared: 'the device marked somebody else, too',
  location_missing: 'there was no location',
  location_uncertain: 'the location was not certain',
  outside_geofence: 'the location was outside the room',
};

/** A notification as a sentence. What is about a student says "you" unless there is a name. */
export function sentenceOf(words: Words): string {
  const { kind, data } = words;
  switch (kind) {
    case 'session_started':
      return `${data.className}: attendance is being taken since ${timeInWords(data.startedAt)}.`;
    case 'session_reminder':
      return `${data.className}: a session begins on ${timeInWords(data.startsAt)}.`;
    case 'session_cancelled':
      return `${data.className}: a session was cancelled: ${data.why}`;
    case 'attendance_recorded':
      return `${data.className}: you are marked ${data.status}.`;
    case 'attendance_changed':
      return `${data.className}: your mark was changed ${data.from ? `from ${data.from} ` : ''}to ${data.to}${because(data.why)}`;
    case 'attendance_flagged':
      return `${data.className}: ${whose(data.studentName)} mark (${data.status}) waits for a teacher: ${data.flags.map((flag) => flags[flag]).join(', ')}.`;
    case 'attendance_reviewed':
      return `${data.className}: your mark was ${data.verification}${data.verification === 'rejected' ? ' and counts as absent' : ''}${because(data.why)}`;
    case 'excuse_requested':
      return `${data.className}: ${data.studentName ?? 'a student'} asks to be excused.`;
    case 'excuse_decided':
      return `${data.className}: your excuse was ${data.approved ? 'accepted' : 'not accepted'}${because(data.why)}`;
    case 'consecutive_absences':
      return `${data.className}: ${data.studentName ?? 'you'} ${data.studentName ? 'was' : 'were'} absent ${data.inARow} times in a row.`;
    case 'device_reset_decided':
      return `Your wish to use another device was ${data.approved ? 'accepted: the next one that you use is registered' : 'not accepted'}${because(data.why)}`;
  }
}

function because(why: string | null): string {
  return why === null ? '.' : `: ${why}`;
}

function whose(name: string | null): string {
  return name === null ? 'your' : `${name}'s`;
}

const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

function timeInWords(iso: string): string {
  return `${format.format(new Date(iso))} UTC`;
}
