import { describe, expect, it } from 'vitest';
import { roundStarted } from './frames.ts';
import { type Person, useNetwork } from './network.ts';
import { newId } from './stand-ins/ids.ts';
import { patience, until } from './until.ts';

const network = useNetwork();

/** A hall with a person's sockets in it on both gateways, and Ben's beside them, who stays. */
async function watchAs(person: Person, open: ReturnType<(typeof network)['current']['open']>) {
  const { current } = network;
  const { ben, classId, sessionId } = open;
  const watching = await Promise.all([0, 1].map((gateway) => current.realtime(person, gateway)));
  const witnesses = await Promise.all([0, 1].map((gateway) => current.realtime(ben, gateway)));
  const classic = await Promise.all([0, 1].map((gateway) => current.classic(person, gateway)));
  const classicWitnesses = await Promise.all([0, 1].map((gateway) => current.classic(ben, gateway)));
  for (const client of [...watching, ...witnesses]) await client.answered('session:join', { sessionId });

  return {
    watching,
    /** Shows frames of every kind; when the witnesses have theirs, the others have had theirs or get none. */
    async showAll() {
      const { standIns } = current;
      const data = { sessionId, classId, startedAt: '2026-03-02T08:00:00.000Z' };
      await standIns.show(sessionId, roundStarted(sessionId));
      await standIns.showToClass(classId, { kind: 'realtime', event: 'session:started', data });
      await standIns.showToClass(classId, { kind: 'classic', frame: { event: 'DONE', data: {} }, senderSocketId: '' });
      for (const client of witnesses) {
        const events = (await client.take(2)).map(({ event }) => event);
        expect(events.toSorted()).toEqual(['round:started', 'session:started']);
      }
      for (const client of classicWitnesses) await client.take(1);
    },
    framesOfPerson: () => [...watching, ...classic].flatMap(({ frames }) => frames.splice(0)),
    classic,
  };
}

/** A question that is answered on the same sockets: whatever was sent before its answer has come. */
async function settle({ watching, classic }: Awaited<ReturnType<typeof watchAs>>) {
  for (const client of watching) expect(await client.refused('nonsense')).toBe('unknown_event');
  for (const client of classic) {
    client.send('NOTHING');
    await until(() => expect(client.frames.at(-1)).toMatchObject({ event: 'ERROR' }));
    client.frames.pop();
  }
}

describe('a student who is removed from a class', () => {
  it('gets no further frame of it, on any socket, and is refused when joining again until enrolled again', async () => {
    const open = network.current.open();
    const { anna, classId, sessionId } = open;
    const hall = await watchAs(anna, open);
    await hall.showAll();
    await settle(hall);
    expect(hall.framesOfPerson()).toHaveLength(2 * 2 + 2);

    const { standIns } = network.current;
    await standIns.enrol(classId, anna.userId, false);
    await hall.showAll();
    await settle(hall);
    expect(hall.framesOfPerson()).toEqual([]);
    // The session service has not heard of it yet: it still says yes.
    for (const client of hall.watching)
      expect(await client.refused('session:join', { sessionId })).toBe('not_enrolled');

    await standIns.enrol(classId, anna.userId, true);
    for (const client of hall.watching) await until(() => client.answered('session:join', { sessionId }));
  });

  it('does not get in by a joining that was on its way', async () => {
    const { anna, classId, sessionId } = network.current.open();
    const { standIns } = network.current;
    const { sessions } = standIns;
    const client = await network.current.realtime(anna, 0);
    const held = Promise.withResolvers<void>();
    let asked = 0;
    sessions.beforeSnapshot = () => {
      asked += 1;
      return held.promise;
    };
    const joining = client.ask('session:join', { sessionId });
    await expect.poll(() => asked, patience).toBe(1);
    await standIns.enrol(classId, anna.userId, false);
    sessions.beforeSnapshot = async () => undefined;
    held.resolve();
    await joining;
    await standIns.show(sessionId, roundStarted(sessionId));
    expect(await client.refused('session:join', { sessionId })).toBe('not_enrolled');
    expect(client.frames).toEqual([]);
  });
});

describe('a co-teacher who is removed from a class', () => {
  it('gets no further frame of it, on any socket, and is refused when joining again', async () => {
    const open = network.current.open();
    const { classId, sessionId } = open;
    const coTeacher = { userId: newId(), role: 'teacher' } as const;
    const { standIns } = network.current;
    await standIns.addTeacher(classId, coTeacher.userId);
    standIns.sessions.get(sessionId).coTeacherIds.add(coTeacher.userId);
    const hall = await watchAs(coTeacher, open);
    await hall.showAll();
    await settle(hall);
    expect(hall.framesOfPerson()).toHaveLength(2 * 2 + 2);

    await standIns.removeTeacher(classId, coTeacher.userId);
    await hall.showAll();
    await settle(hall);
    expect(hall.framesOfPerson()).toEqual([]);
    for (const client of hall.watching) {
      expect(await client.refused('session:join', { sessionId })).toBe('not_class_teacher');
    }
  });
});
