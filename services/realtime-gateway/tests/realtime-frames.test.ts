import { describe, expect, it } from 'vitest';
import { ended, qrUpdated, roundStarted, updated } from './frames.ts';
import { useNetwork } from './network.ts';
import type { RealtimeClient } from './realtime-client.ts';
import { newId } from './stand-ins/ids.ts';
import { until } from './until.ts';

const network = useNetwork();

async function watch() {
  const open = network.current.open();
  const { teacher, anna, ben, sessionId } = open;
  const clients = await Promise.all([
    network.current.realtime(teacher, 0),
    network.current.realtime(teacher, 1),
    network.current.realtime(anna, 0),
    network.current.realtime(ben, 1),
  ]);
  for (const client of clients) await client.answered('session:join', { sessionId });
  const [first, second, annas, bens] = clients as [RealtimeClient, RealtimeClient, RealtimeClient, RealtimeClient];
  return { ...open, first, second, annas, bens };
}

const ranges = (client: RealtimeClient) =>
  client.frames
    .filter(({ event }) => event === 'attendance:updated')
    .map(({ data }) => [(data as { fromSeq: number }).fromSeq, (data as { seq: number }).seq]);
const events = (client: RealtimeClient) => client.frames.map(({ event }) => event);

describe('frames of a session', () => {
  it('reach those who joined on every gateway; the code on the wall its teachers alone', async () => {
    const { first, second, annas, bens, sessionId } = await watch();
    const stranger = await network.current.realtime(network.current.open().teacher, 0);
    await network.current.standIns.show(sessionId, qrUpdated(sessionId), roundStarted(sessionId), ended(sessionId));
    for (const client of [first, second]) {
      await until(() => expect(events(client)).toEqual(['round:qr-updated', 'round:started', 'session:ended']));
    }
    for (const client of [annas, bens]) {
      await until(() => expect(events(client)).toContain('session:ended'));
      expect(events(client)).toEqual(['round:started', 'session:ended']);
      expect(JSON.stringify(client.frames)).not.toContain('secret');
    }
    expect(await stranger.refused('nonsense')).toBe('unknown_event');
    expect(stranger.frames).toEqual([]);
  });

  it('are merged: 10 a second to teachers, 1 a second to students, none left out', async () => {
    const { first, second, annas, bens, sessionId } = await watch();
    const studentIds = Array.from({ length: 40 }, newId);
    await network.current.standIns.show(sessionId, ...studentIds.map((id, index) => updated(sessionId, index + 1, id)));
    for (const client of [first, second]) {
      await until(() => expect(ranges(client).at(-1)?.[1]).toBe(40));
      expect(ranges(client)).toEqual([
        [1, 1],
        [2, 40],
      ]);
      const changes = client.frames.flatMap(({ data }) => (data as { changes: { studentId: string }[] }).changes);
      expect(changes.map(({ studentId }) => studentId)).toEqual(studentIds);
      expect(client.frames.at(-1)?.data).toMatchObject({ epoch: 'epoch-1', summary: { present: 40 } });
    }
    for (const client of [annas, bens]) {
      await until(() => expect(ranges(client).at(-1)?.[1]).toBe(40));
      expect(ranges(client)).toEqual([
        [1, 1],
        [2, 40],
      ]);
      for (const { data } of client.frames) expect(data).toMatchObject({ changes: [] });
    }
  });

  it("show a student the own change at once, and nobody else's", async () => {
    const { annas, bens, first, sessionId, anna } = await watch();
    const { standIns } = network.current;
    await standIns.show(sessionId, updated(sessionId, 1, newId()), updated(sessionId, 2, newId()));
    await standIns.show(sessionId, updated(sessionId, 3, anna.userId), updated(sessionId, 4, newId()));
    await until(() => expect(ranges(first)).toHaveLength(2));
    expect(ranges(annas)).toEqual([
      [1, 1],
      [2, 3],
    ]);
    expect(annas.frames[1]?.data).toMatchObject({ changes: [{ studentId: anna.userId }], summary: { present: 3 } });
    await until(() => expect(ranges(bens)).toHaveLength(2));
    expect(ranges(bens)).toEqual([
      [1, 1],
      [2, 4],
    ]);
    expect(JSON.stringify(bens.frames)).not.toContain(anna.userId);
  });

  it('that wait are shown before the end', async () => {
    const { first, annas, sessionId } = await watch();
    const updates = [1, 2, 3].map((seq) => updated(sessionId, seq, newId()));
    await network.current.standIns.show(sessionId, ...updates, ended(sessionId));
    for (const client of [first, annas]) {
      await until(() => expect(events(client)).toContain('session:ended'));
      expect(events(client)).toEqual(['attendance:updated', 'attendance:updated', 'session:ended']);
      expect(ranges(client)).toEqual([
        [1, 1],
        [2, 3],
      ]);
    }
  });

  it('come no more after session:leave, nor to a student who was removed from the class', async () => {
    const { first, second, annas, bens, sessionId, classId, anna } = await watch();
    await first.answered('session:leave', { sessionId });
    await network.current.standIns.enrol(classId, anna.userId, false);
    await network.current.standIns.show(sessionId, roundStarted(sessionId));
    await until(() => expect(events(second)).toEqual(['round:started']));
    await until(() => expect(events(bens)).toEqual(['round:started']));
    expect(await first.answered('summary:get', { sessionId })).toMatchObject({ total: 2 });
    expect(await annas.refused('nonsense')).toBe('unknown_event');
    expect([...first.frames, ...annas.frames]).toEqual([]);
  });
});

describe('session:started', () => {
  it("reaches the class's people, whether they watch or not, and no classic socket", async () => {
    const { teacher, anna, classId, sessionId } = network.current.open();
    const clients = await Promise.all([
      network.current.realtime(teacher, 0),
      network.current.realtime(anna, 1),
      network.current.realtime(network.current.open().anna, 1),
    ]);
    const classic = await network.current.classic(anna, 0);
    const own = { userId: newId(), role: 'student' } as const;
    const late = await network.current.realtime(own, 0);
    await network.current.standIns.enrol(classId, own.userId);
    const data = { sessionId, classId, startedAt: '2026-03-02T08:00:00.000Z' };
    await network.current.standIns.showToClass(classId, { kind: 'realtime', event: 'session:started', data });
    for (const client of [clients[0], clients[1], late]) {
      await until(() => expect(client?.frames).toEqual([{ event: 'session:started', data }]));
    }
    expect(await clients[2]?.refused('nonsense')).toBe('unknown_event');
    expect(clients[2]?.frames).toEqual([]);
    expect(await classic.framesSoFar(network.current.standIns, classId)).toEqual([]);
  });
});
