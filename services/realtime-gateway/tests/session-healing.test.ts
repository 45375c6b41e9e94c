import type { AttendanceStatus } from '@rollcall/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { healed, truth, watch } from './boards.ts';
import { type Person, useNetwork } from './network.ts';
import { newId } from './stand-ins/ids.ts';
import { end, endRound, mark, rebuild, showCode, startRound } from './stand-ins/moves.ts';
import { until } from './until.ts';

const network = useNetwork(1);
const snapshots = () => network.current.standIns.sessions.asked.filter((verb) => verb === 'snapshot').length;

/** A session in its first round, watched by its teacher and two students. */
async function hall() {
  const open = network.current.open();
  const { teacher, anna, ben, session, sessionId } = open;
  startRound(session);
  const [hers, annas, bens] = [
    await watch(network.current, teacher, sessionId),
    await watch(network.current, anna, sessionId),
    await watch(network.current, ben, sessionId),
  ];
  const all: [typeof hers, Person][] = [
    [hers, teacher],
    [annas, anna],
    [bens, ben],
  ];
  const show = (...frames: Parameters<typeof network.current.standIns.show>[1][]) =>
    network.current.standIns.show(sessionId, ...frames);
  return { ...open, hers, annas, bens, all, show, people: Array.from({ length: 20 }, newId) };
}

/** From now on nothing is found by a position. */
function withoutPositions() {
  network.current.standIns.sessions.answersPositions = false;
}

beforeEach(() => {
  network.current.standIns.sessions.asked.splice(0);
  network.current.standIns.sessions.answersPositions = true;
});

describe('frames that were lost are shown as one without a gap', () => {
  it('when others follow', async () => {
    withoutPositions();
    const { session, anna, people, all, show, hers } = await hall();
    const frames = [...people, anna.userId, ...people].map((id, index) =>
      mark(session, id, index > 20 ? 'late' : 'present'),
    );
    const before = snapshots();
    await show(...frames.filter((_, index) => index < 5 || (index > 8 && index !== 20)));
    expect(await healed(session, all)).toBeLessThan(2_000);
    expect(snapshots() - before).toBe(1);
    expect(hers.epochs).toEqual([session.epoch]);
  });

  it.each([1, 2, 3])('when they were the last (%i)', async () => {
    const { session, anna, people, all, show, hers } = await hall();
    const frames = [...people, anna.userId].map((id) => mark(session, id));
    await show(...frames.slice(0, -1));
    expect(await healed(session, all)).toBeLessThan(2_000);
    expect(hers.epochs).toEqual([session.epoch]);
  });

  it('but those that are only late are waited for', async () => {
    withoutPositions();
    const { session, people, all, show, hers } = await hall();
    // Until they are not too late: the machine may be busy.
    await until(async () => {
      const before = snapshots();
      const frames = people.map((id) => mark(session, id));
      const code = showCode(session);
      await show(...frames.slice(1).toReversed(), code);
      await until(() => expect(hers.framesOf('round:qr-updated')).toContainEqual(code.data));
      await show(...frames.slice(0, 1));
      await healed(session, all);
      expect(snapshots() - before).toBe(0);
    });
  });

  it('and those that a position is ahead of, too', async () => {
    const { positionsAsked } = network.current.standIns.sessions;
    const { session, anna, all, show } = await hall();
    await until(async () => {
      const before = snapshots();
      const frame = mark(session, anna.userId);
      const looks = positionsAsked.length;
      await until(() => expect(positionsAsked.length).toBeGreaterThan(looks));
      // The gateway has had the answer.
      for (const [{ client }] of all) expect(await client.refused('nonsense')).toBe('unknown_event');
      await show(frame);
      await healed(session, all);
      expect(snapshots() - before).toBe(0);
    });
  });

  it('also the code on the wall, to its teachers alone', async () => {
    const { session, people, show, hers, annas } = await hall();
    const lost = showCode(session);
    const frames = people.map((id) => mark(session, id));
    await show(...frames.slice(1));
    await until(() => expect(hers.framesOf('round:qr-updated')).toEqual([lost.data]));
    await until(() => expect(annas.board.seq).toBe(session.seq));
    expect(annas.events).not.toContain('round:qr-updated');
  });
});

describe('a new epoch', () => {
  it('is told, and who joins again is served without another snapshot', async () => {
    const { session, sessionId, anna, all, show } = await hall();
    await show(
      ...['late', 'excused', 'present'].map((status) => mark(session, anna.userId, status as AttendanceStatus)),
    );
    await healed(session, all);
    rebuild(session);
    session.seq = 2;
    const startedAtMs = performance.now();
    for (const [watcher] of all) await until(() => expect(watcher.epochs).toContain(session.epoch));
    expect(performance.now() - startedAtMs).toBeLessThan(2_000);
    for (const [watcher, person] of all) {
      const { epoch, summary } = truth(session, person);
      const told = watcher.framesOf('attendance:updated').at(-1);
      expect(told).toEqual({ sessionId, epoch, fromSeq: 2, seq: 2, changes: [], summary });
    }
    const before = snapshots();
    const again = await Promise.all(all.map(([, person]) => watch(network.current, person, sessionId)));
    expect(snapshots()).toBe(before);
    await show(mark(session, anna.userId, 'late'));
    await healed(
      session,
      again.map((watcher, index) => [watcher, all[index]?.[1] as Person]),
    );
  });

  it('is found by its first frame; late ones of the epoch before are not shown', async () => {
    const { session, anna, ben, hers, show } = await hall();
    const late = mark(session, ben.userId);
    const { epoch } = session;
    withoutPositions();
    rebuild(session);
    await show(mark(session, anna.userId));
    await until(() => expect(hers.epochs).toContain(session.epoch));
    const before = snapshots();
    await show(late, mark(session, anna.userId, 'late'));
    await until(() => expect(hers.framesOf('attendance:updated').at(-1)?.seq).toBe(2));
    const { positionsAsked } = network.current.standIns.sessions;
    const looks = positionsAsked.length;
    await until(() => expect(positionsAsked.length).toBeGreaterThan(looks + 1));
    expect(hers.epochs).not.toContain(epoch);
    expect(snapshots()).toBe(before);
  });

  it('is found when the live state is gone for a while', async () => {
    const { session, hers } = await hall();
    session.hasLiveState = false;
    const { epoch } = session;
    rebuild(session);
    await until(() => expect(hers.epochs).toEqual([session.epoch]));
    expect(session.epoch).not.toBe(epoch);
  });
});

describe('rounds and ends that were not heard', () => {
  it('are shown from a later snapshot: the end of a round, the next round, the end of the session', async () => {
    const { session, all, hers, annas } = await hall();
    const ended = endRound(session);
    session.seq += 1;
    for (const [watcher] of all) await until(() => expect(watcher.framesOf('round:ended')).toEqual([ended.data]));
    const started = startRound(session);
    for (const [watcher] of all) await until(() => expect(watcher.framesOf('round:started')).toEqual([started.data]));
    for (const [watcher] of all) await until(() => expect(watcher.epochs).toContain(session.epoch));
    end(session);
    for (const [watcher] of all) await until(() => expect(watcher.epochs).toContain('ended'));
    expect(hers.framesOf('round:ended')).toHaveLength(1);
    expect(annas.events).toEqual(hers.events);
  });

  it('are shown once when they are heard after all', async () => {
    const { session, people, hers, show } = await hall();
    const ended = endRound(session);
    const started = startRound(session);
    await until(() => expect(hers.events).toContain('round:started'));
    const [endedUnheard] = hers.framesOf('round:ended');
    expect(endedUnheard).toMatchObject({ roundNumber: 1 });
    await show(ended, started, mark(session, people[0] ?? ''));
    await until(() => expect(hers.framesOf('attendance:updated').at(-1)?.seq).toBe(1));
    expect(hers.events.filter((event) => event === 'round:started')).toHaveLength(1);
    expect(hers.events.filter((event) => event === 'round:ended')).toHaveLength(1);
  });

  it('do not hide marks of a round that began unheard', async () => {
    const { session, teacher, sessionId, anna, hers, show } = await hall();
    const { epoch, seq } = session;
    startRound(session);
    Object.assign(session, { epoch, seq });
    await show(mark(session, anna.userId));
    await until(() => expect(hers.events).toContain('round:started'));
    expect((await watch(network.current, teacher, sessionId)).first.round?.roundNumber).toBe(2);
  });
});

it('a failing reload is tried again', async () => {
  withoutPositions();
  const { session, people, all, show } = await hall();
  const frames = people.map((id) => mark(session, id));
  network.current.standIns.sessions.failingSnapshots = 3;
  await show(...frames.slice(0, 3), ...frames.slice(4));
  expect(await healed(session, all)).toBeLessThan(2_500);
});

it('after NATS was away the boards become true on the same sockets', async () => {
  const { session, people, all, anna, show } = await hall();
  await show(...people.slice(0, 5).map((id) => mark(session, id)));
  await healed(session, all);
  withoutPositions();
  await network.current.infra.nats.signal('SIGKILL');
  for (const id of [...people, anna.userId]) mark(session, id, 'late');
  await network.current.infra.nats.restart();
  await healed(session, all);
  for (const [{ client }] of all) expect(client.socket.connected).toBe(true);
});
