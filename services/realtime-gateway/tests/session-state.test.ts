import { expect, it } from 'vitest';
import { SessionState } from '../src/rooms/session-state.ts';
import { newId } from './stand-ins/ids.ts';
import { endRound, mark, startRound } from './stand-ins/moves.ts';
import { SessionState as Sessions, snapshotOf } from './stand-ins/session.ts';

const [anna, ben] = [newId(), newId()];

/** A session in its second round, and a state of it. */
function begin() {
  const session = new Sessions().start(newId(), newId(), [anna, ben]);
  const first = startRound(session);
  const late = mark(session, anna);
  const ended = endRound(session);
  const second = startRound(session);
  if (late.event !== 'attendance:updated' || first.event !== 'round:started' || ended.event !== 'round:ended') {
    throw new Error('other frames');
  }
  return { session, first, ended, second, late: late.data, state: new SessionState(snapshotOf(session)) };
}

it('does not take a mark of the round before', () => {
  const { session, late, state } = begin();
  state.update({ ...late, epoch: session.epoch });
  expect(state).toMatchObject({ seq: 1, summary: late.summary });
  expect([...state.marks]).toEqual([]);
});

it('knows what is in it, what follows, and what does not', () => {
  const { session, late, state } = begin();
  const update = { ...late, epoch: session.epoch };
  expect([state.holds(update), state.follows(update)]).toEqual([false, true]);
  expect(state.follows({ ...update, fromSeq: 2, seq: 2 })).toBe(false);
  expect([state.holds(late), state.follows(late)]).toEqual([false, false]);
  state.update(update);
  expect(state.holds(update)).toBe(true);
});

it('takes news of rounds once, and none of a round that is over', () => {
  const { session, first, ended, state } = begin();
  expect([state.follow(first), state.follow(ended)]).toEqual([false, false]);
  for (const frame of [endRound(session), startRound(session), endRound(session)]) {
    if (frame.event !== 'round:started' && frame.event !== 'round:ended') throw new Error('another frame');
    expect([state.follow(frame), state.follow(frame)]).toEqual([true, false]);
  }
  expect(state.round).toEqual(session.round);
});
