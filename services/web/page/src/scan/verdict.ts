import type { Catalogue } from '../words/catalogue.ts';
import type { ScanAnswer } from './post-scan.ts';
import type { RefusedScan } from './scan-flow.ts';

export type VerdictTone = 'in' | 'late' | 'excused' | 'refused' | 'wait';

/** What one can do about it here. */
export type VerdictAct = 'scanAgain' | 'allowLocation' | 'askForChange' | 'join' | 'switchAccount' | 'retry';

/** What the whole screen says about a scan. */
export interface Verdict {
  tone: VerdictTone;
  /** Title and advice in the words of `scan`. */
  words: keyof Catalogue['scan']['verdicts'];
  act?: VerdictAct;
  /** For words that say how long. */
  minutes?: number;
}

const closed: Verdict = { tone: 'refused', words: 'closed' };
const foreign: Verdict = { tone: 'refused', words: 'foreign', act: 'scanAgain' };
const oneMoment: Verdict = { tone: 'wait', words: 'oneMoment' };

/** By the code of the refusal. A test holds it against what the contract says that a scan may be refused for. */
export const refusals: Record<string, Verdict> = {
  token_invalid: foreign,
  invalid_request: foreign,
  session_not_active: closed,
  round_not_active: closed,
  not_enrolled: { tone: 'refused', words: 'notOnList', act: 'join' },
  token_expired: { tone: 'late', words: 'codeChanged', act: 'scanAgain' },
  token_consumed: { tone: 'late', words: 'codeUsed', act: 'scanAgain' },
  device_required: { tone: 'refused', words: 'unknownPhone' },
  device_not_bound: { tone: 'refused', words: 'otherPhone', act: 'askForChange' },
  location_required: { tone: 'wait', words: 'locationNeeded', act: 'allowLocation' },
  outside_geofence: { tone: 'refused', words: 'outside', act: 'allowLocation' },
  student_required: { tone: 'refused', words: 'notStudent', act: 'switchAccount' },
  try_again: oneMoment,
  rate_limited: oneMoment,
  offline: { tone: 'wait', words: 'offline' },
};

const unforeseen: Verdict = { tone: 'refused', words: 'unforeseen', act: 'retry' };

/** There is no code to send. */
export const withoutCode: Verdict = { tone: 'wait', words: 'noCode', act: 'scanAgain' };

/** What is kept is sent again, whatever it was refused for. */
export function refusalVerdict({ error, isKept, location }: Omit<RefusedScan, 'step'>): Verdict {
  if (error.code === 'location_required' && location === 'denied') {
    return { tone: 'refused', words: 'locationDenied', act: 'allowLocation' };
  }
  if (error.code === 'location_required' && location === 'granted') {
    return { tone: 'refused', words: 'locationUnknown', act: 'allowLocation' };
  }
  if (error.code === 'rate_limited' && !isKept) {
    return { tone: 'refused', words: 'tooOften', minutes: Math.ceil((error.retryAfterSeconds ?? 0) / 60) };
  }
  return refusals[error.code] ?? (isKept ? oneMoment : unforeseen);
}

/** A scan that was taken: what it counts as, and whether the teacher has to look at it. */
export function acceptedVerdict({ status }: Pick<ScanAnswer, 'status'>): Verdict {
  const tones = { present: 'in', late: 'late', excused: 'excused', absent: 'refused' } as const;
  return { tone: tones[status], words: status };
}
