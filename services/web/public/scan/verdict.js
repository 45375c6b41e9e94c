/**
 * @typedef {import('../shared/api.js').Answer} Answer
 * @typedef {'in' | 'late' | 'refused' | 'excused' | 'wait'} Tone
 * @typedef {{tone: Tone, title: string, advice: string, again: boolean, facts: [string, string, string?][]}} Verdict
 */

const ONE_MOMENT = { tone: 'wait', title: 'One moment', advice: 'We try again by ourselves.', again: true };
const CLOSED = { tone: 'refused', title: 'Attendance is closed', advice: 'Your teacher can still mark you.' };
const ELSEWHERE = {
  tone: 'refused',
  title: 'We could not see that you are in the room',
  advice: 'Allow location and try again, or ask your teacher: they can mark you.',
};
const OTHER_PHONE = {
  tone: 'refused',
  title: 'This is not your registered phone',
  advice: 'Use your own, or ask for a change.',
};
const FOREIGN = {
  tone: 'refused',
  title: 'This is not a code of your class',
  advice: 'Scan the code on the wall, or ask your teacher.',
};

/** What each refusal says, and whether the page tries again by itself. */
const refusals = /** @type {Record<string, Partial<Verdict>>} */ ({
  token_expired: {
    tone: 'late',
    title: 'This code has changed',
    advice: 'Point at the wall again: the new one is there.',
  },
  token_consumed: {
    tone: 'late',
    title: 'Someone else used this code',
    advice: 'Look up: the next one is already there.',
  },
  device_required: OTHER_PHONE,
  device_not_bound: OTHER_PHONE,
  location_required: ELSEWHERE,
  outside_geofence: ELSEWHERE,
  token_invalid: FOREIGN,
  invalid_request: FOREIGN,
  round_not_active: CLOSED,
  session_not_active: CLOSED,
  not_enrolled: { tone: 'refused', title: 'You are not on this class’s list', advice: 'Ask your teacher.' },
  student_required: {
    tone: 'refused',
    title: 'This is not a student’s account',
    advice: 'Log in with your own student account.',
  },
  rate_limited: ONE_MOMENT,
  try_again: ONE_MOMENT,
  offline: {
    tone: 'wait',
    title: 'No connection',
    advice: 'Your scan is kept and sent when you are back, if the code still counts.',
    again: true,
  },
});

const unforeseen = {
  tone: 'refused',
  title: 'This did not work',
  advice: 'Scan again. If it stays like this, your teacher can mark you.',
};

const accepted = /** @type {Record<string, Partial<Verdict>>} */ ({
  present: { tone: 'in', title: 'You are in' },
  late: { tone: 'late', title: 'You are in, late' },
  excused: { tone: 'excused', title: 'You are excused', advice: 'Your teacher has noted it.' },
});

/**
 * What the screen says about the answer to a scan.
 * @param {Answer} answer
 * @returns {Verdict}
 */
export function verdictOf(answer) {
  const found = answer.ok ? accepted[answer.data.status] : refusals[answer.code];
  const words = /** @type {Verdict} */ ({ advice: '', again: false, ...(found ?? unforeseen) });
  return { ...words, facts: answer.ok ? factsOf(answer.data) : [] };
}

/** @returns {[string, string, string?][]} */
function factsOf({ className, courseName, teacherName, room, record }) {
  const at = new Date(record.recordedAt);
  const time = at.toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' });
  const facts = [
    ['Class', courseName ? `${courseName}, ${className}` : className],
    ['Teacher', teacherName],
    ['Room', room],
    ['Time', time, record.recordedAt],
  ];
  return /** @type {[string, string, string?][]} */ (facts.filter(([, value]) => value));
}
