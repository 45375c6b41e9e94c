import type { Snapshot } from '@rollcall/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { byStudent, truth, Watcher, watch } from './boards.ts';
import { useNetwork } from './network.ts';
import { newId } from './stand-ins/ids.ts';
import { endRound, mark, showCode, startRound } from './stand-ins/moves.ts';
import { snapshotOf } from './stand-ins/session.ts';
import { patience, until } from './until.ts';

const network = useNetwork(1);
const sessions = () => network.current.standIns.sessions;
const asked = (verb: string) => sessions().asked.filter((one) => one === verb).length;
const join = (sessionId: string) => ['session:join', { sessionId }] as const;

/** Holds the next snapshot after it has been read, until the result is called. */
async function heldSnapshot(begin: () => void): Promise<() => void> {
  const held = Promise.withResolvers<void>();
  let isHeld = false;
  sessions().beforeSnapshot = () => {
    sessions().beforeSnapshot = async () => undefined;
    isHeld = true;
    return held.promise;
  };
  begin();
  await expect.poll(() => isHeld, patience).toBe(true);
  return held.resolve;
}

beforeEach(() => void sessions().asked.splice(0));

describe('those who join', () => {
  it('share one snapshot, 50 at once and whoever comes later, and are known by their classes', async () => {
    const { teacher, anna, ben, sessionId } = network.current.open();
    const people = Array.from({ length: 50 }, (_, index) => [teacher, anna, ben][index % 3] ?? teacher);
    const clients = await Promise.all(people.map((person) => network.current.realtime(person)));
    // Their classes are loaded when the first event of each has been answered and control has been heard.
    await until(async () => {
      const probe = network.current.open();
      await network.current.realtime(probe.teacher).then((client) => client.ask(...join(probe.sessionId)));
      expect(sessions().asked.pop()).toBe('snapshot');
    });
    sessions().asked.splice(0);
    await Promise.all(clients.map((client) => client.answered(...join(sessionId))));
    await watch(network.current, anna, sessionId);
    expect(asked('snapshot')).toBe(1);
    expect(asked('may-join')).toBeLessThan(5);
  });

  it('are asked about when their classes are not known, and leave with the class all the same', async () => {
    const { standIns } = network.current;
    const { teacher, anna, session, classId, sessionId } = network.current.open();
    const witness = await watch(network.current, teacher, sessionId);
    const held = Promise.withResolvers<void>();
    standIns.classes.beforeAnswer = () => held.promise;
    const annas = await watch(network.current, anna, sessionId);
    expect(asked('may-join')).toBe(1);
    await standIns.enrol(classId, anna.userId, false);
    await standIns.show(sessionId, mark(session, anna.userId));
    await until(() => expect(witness.events).toEqual(['attendance:updated']));
    expect(await annas.client.refused('nonsense')).toBe('unknown_event');
    expect(annas.events).toEqual([]);
    standIns.classes.beforeAnswer = async () => undefined;
    held.resolve();
  });

  it('are out when they were removed and enrolled again while they were asked about', async () => {
    const { standIns } = network.current;
    const { anna, classId, sessionId } = network.current.open();
    const [classesHeld, answerHeld] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    standIns.classes.beforeAnswer = () => classesHeld.promise;
    const { client } = await watch(network.current, anna, sessionId);
    sessions().beforeMayJoin = () => answerHeld.promise;
    const again = client.refused(...join(sessionId));
    await until(() => expect(asked('may-join')).toBe(2));
    await standIns.enrol(classId, anna.userId, false);
    await standIns.enrol(classId, anna.userId);
    answerHeld.resolve();
    expect(await again).toBe('try_again');
    sessions().beforeMayJoin = async () => undefined;
    standIns.classes.beforeAnswer = async () => undefined;
    classesHeld.resolve();
    expect(await client.answered(...join(sessionId))).toMatchObject({ sessionId });
  });

  it('see what they may: teachers all marks and codes, a student the counts and the own mark', async () => {
    const { teacher, anna, ben, session, sessionId } = network.current.open();
    startRound(session);
    mark(session, anna.userId);
    mark(session, ben.userId, 'late');
    showCode(session, 0);
    showCode(session, 3);
    const whole = snapshotOf(session);
    const { first: teachers } = await watch(network.current, teacher, sessionId);
    expect({ ...teachers, marks: byStudent(teachers.marks) }).toEqual({ ...whole, marks: byStudent(whole.marks) });
    expect(teachers.codes).toHaveLength(2);
    const { codes: _, ...common } = whole;
    for (const person of [anna, ben]) {
      const { first } = await watch(network.current, person, sessionId);
      const marks = whole.marks.filter(({ studentId }) => studentId === person.userId);
      expect(first).toEqual({ ...common, marks, qr: null });
      expect(JSON.stringify(first)).not.toContain('secret');
    }
  });

  it('get what was heard since the first snapshot: marks, rounds and codes', async () => {
    const { teacher, anna, session, sessionId } = network.current.open();
    const { standIns } = network.current;
    const witness = await watch(network.current, teacher, sessionId);
    await standIns.show(sessionId, startRound(session));
    await standIns.show(sessionId, mark(session, anna.userId), showCode(session, 1), showCode(session, 0));
    await until(() => expect(witness.framesOf('round:qr-updated')).toHaveLength(2));
    const { first } = await watch(network.current, teacher, sessionId);
    expect(first).toEqual(snapshotOf(session));
    await standIns.show(sessionId, endRound(session));
    await until(() => expect(witness.events).toContain('round:ended'));
    expect((await watch(network.current, anna, sessionId)).first).toMatchObject({
      round: session.round,
      marks: [{ studentId: anna.userId }],
    });
  });

  it('hear in the snapshot or after it whatever comes while the first one is on its way', async () => {
    const { teacher, anna, ben, session, sessionId } = network.current.open();
    const client = await network.current.realtime(teacher);
    let joining: Promise<unknown> = Promise.resolve();
    const release = await heldSnapshot(() => {
      joining = client.answered(...join(sessionId));
    });
    const code = showCode(session);
    await network.current.standIns.show(sessionId, mark(session, anna.userId), mark(session, ben.userId), code);
    release();
    const watcher = new Watcher(client, (await joining) as Snapshot);
    await until(() => expect(watcher.board).toEqual(truth(session, teacher)));
    expect(watcher.first.qr).toEqual(code.data);
    expect(asked('snapshot')).toBe(1);
  });

  it('wait while a newer state is being loaded, and get that', async () => {
    const { teacher, anna, session, sessionId } = network.current.open();
    const witness = await watch(network.current, teacher, sessionId);
    const client = await network.current.realtime(anna);
    const frame = startRound(session);
    const release = await heldSnapshot(() => void network.current.standIns.show(sessionId, frame));
    mark(session, anna.userId);
    // The answer that is on its way is older than this: it is thrown away.
    await network.current.standIns.show(sessionId, endRound(session));
    const joining = client.answered(...join(sessionId));
    expect(await witness.client.refused('nonsense')).toBe('unknown_event');
    release();
    expect(await joining).toMatchObject({ epoch: session.epoch, seq: 1, round: { endsAt: session.round?.endsAt } });
    await until(() => expect(witness.epochs).toEqual([session.epoch]));
    expect(witness.events).toEqual(['round:started', 'round:ended', 'attendance:updated']);
  });

  it('get no answer that frames have overtaken', async () => {
    const { teacher, anna, session, sessionId } = network.current.open();
    startRound(session);
    const witness = await watch(network.current, teacher, sessionId);
    const frame = endRound(session);
    const release = await heldSnapshot(() => void network.current.standIns.show(sessionId, frame));
    await network.current.standIns.show(sessionId, mark(session, anna.userId));
    await until(() => expect(witness.board.seq).toBe(1));
    const joining = network.current.realtime(anna).then((client) => client.answered(...join(sessionId)));
    release();
    expect(await joining).toMatchObject({ seq: 1, marks: [{ studentId: anna.userId }] });
    expect(asked('snapshot')).toBe(2);
  });

  it('see an ended session as it is now: its state is not kept for long', async () => {
    const { teacher, anna, session, sessionId } = network.current.open();
    session.open = false;
    await watch(network.current, teacher, sessionId);
    mark(session, anna.userId, 'excused');
    await until(async () => {
      const { first } = await watch(network.current, anna, sessionId);
      expect(first).toMatchObject({ status: 'ended', epoch: 'ended', summary: { excused: 1 } });
    });
  });
});

describe('who is refused', () => {
  it('hears why, and a session that there is not stays unknown', async () => {
    const { sessionId } = network.current.open();
    const stranger = await network.current.realtime(network.current.open().anna);
    expect(await stranger.refused(...join(sessionId))).toBe('not_enrolled');
    expect(await stranger.refused(...join(newId()))).toBe('session_not_found');
    await network.current.standIns.show(sessionId, { ...mark(sessions().get(sessionId), newId()) });
    expect(await stranger.refused('nonsense')).toBe('unknown_event');
    expect(stranger.frames).toEqual([]);
  });

  it('may try again: a failed first snapshot leaves nothing behind', async () => {
    const { anna, sessionId } = network.current.open();
    const client = await network.current.realtime(anna);
    sessions().failingSnapshots = 1;
    expect(await client.refused(...join(sessionId))).toBe('try_again');
    expect(await client.answered(...join(sessionId))).toMatchObject({ sessionId });
    expect(asked('snapshot')).toBe(2);
  });
});
