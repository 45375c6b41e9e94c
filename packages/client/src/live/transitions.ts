/** The states of a link, what happens in each, and what is done then. Pure; the README shows the same table. */

/**
 * `asking` for the token of a handshake, `opening` with it, `connected`, `leaving` at a moment that a draining server
 * named, `emptying` until what was sent has been answered, `waiting` for the next attempt, `refused` for good, `closed`.
 */
export type State = keyof typeof transitions;

/** What may happen. */
export type Occurrence =
  | 'token'
  | 'opened'
  | 'failed'
  | 'denied'
  | 'lost'
  | 'doubted'
  | 'draining'
  | 'due'
  | 'empty'
  | 'woke'
  | 'renewed'
  | 'close';

/** What a transition does. */
export type Action =
  | 'ask'
  | 'open'
  | 'settle'
  | 'count down'
  | 'finish'
  | 'check'
  | 'refresh'
  | 'pause'
  | 'drop'
  | 'none';

export type Transition = readonly [next: string, action: Action];
type Rows = Readonly<Partial<Record<Occurrence, Transition>>>;

const closes = { close: ['closed', 'drop'] } as const satisfies Rows;

/** By state and occurrence; what is not here changes nothing. */
export const transitions = {
  asking: { token: ['opening', 'open'], failed: ['waiting', 'pause'], denied: ['refused', 'drop'], ...closes },
  opening: { opened: ['connected', 'settle'], failed: ['waiting', 'pause'], denied: ['refused', 'drop'], ...closes },
  connected: {
    renewed: ['connected', 'refresh'],
    woke: ['connected', 'check'],
    draining: ['leaving', 'count down'],
    doubted: ['waiting', 'pause'],
    lost: ['waiting', 'pause'],
    denied: ['refused', 'drop'],
    ...closes,
  },
  leaving: {
    renewed: ['leaving', 'refresh'],
    draining: ['leaving', 'none'],
    due: ['emptying', 'finish'],
    doubted: ['waiting', 'pause'],
    lost: ['waiting', 'pause'],
    denied: ['refused', 'drop'],
    ...closes,
  },
  emptying: { empty: ['asking', 'ask'], lost: ['waiting', 'pause'], denied: ['refused', 'drop'], ...closes },
  waiting: { due: ['asking', 'ask'], woke: ['waiting', 'pause'], ...closes },
  refused: { renewed: ['asking', 'ask'], ...closes },
  closed: {},
} as const satisfies Record<string, Rows>;

/** What follows when this happens in that state; undefined when nothing does. */
export function transitionOf(state: State, occurrence: Occurrence): { next: State; action: Action } | undefined {
  const found: Transition | undefined = (transitions[state] as Rows)[occurrence];
  return found && { next: found[0] as State, action: found[1] };
}
