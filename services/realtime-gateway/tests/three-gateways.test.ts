import type { SessionFrame } from '@rollcall/contracts';
import { expect, it } from 'vitest';
import { type Watcher, watch } from './boards.ts';
import { useNetwork } from './network.ts';
import { end, endRound, mark, showCode, startRound } from './stand-ins/moves.ts';
import { until } from './until.ts';

const network = useNetwork(3);
const GATEWAYS = [0, 1, 2];

/** A teacher, Anna and Ben on each of three gateways. */
async function hall() {
  const open = network.current.open();
  const { teacher, anna, ben, sessionId } = open;
  startRound(open.session);
  const on = (person: typeof teacher) =>
    Promise.all(GATEWAYS.map((gateway) => watch(network.current, person, sessionId, gateway)));
  const [teachers, annas, bens] = [await on(teacher), await on(anna), await on(ben)];
  return { ...open, teachers, annas, bens, all: [...teachers, ...annas, ...bens] };
}

/** A frame arrives at exactly these, once; whatever was sent before the answer to a question has come with it. */
async function expectOnceAt(watchers: Watcher[], all: Watcher[], { event, data }: SessionFrame) {
  const copies = ({ client }: Watcher) =>
    client.frames.filter((frame) => frame.event === event && JSON.stringify(frame.data) === JSON.stringify(data))
      .length;
  for (const watcher of watchers) await until(() => expect(copies(watcher)).toBe(1));
  for (const { client } of all) expect(await client.refused('nonsense')).toBe('unknown_event');
  expect(all.filter((watcher) => copies(watcher) > 0)).toHaveLength(watchers.length);
  for (const watcher of watchers) expect(copies(watcher)).toBe(1);
}

it('every frame arrives once at each of nine clients that may see it, and at no other', async () => {
  const { session, sessionId, anna, ben, teachers, annas, bens, all } = await hall();
  const other = await hall();
  const everybody = [...all, ...other.all];
  const { standIns } = network.current;
  const code = showCode(session);
  await standIns.show(sessionId, code);
  await expectOnceAt(teachers, everybody, code);

  const marked = mark(session, anna.userId);
  await standIns.show(sessionId, marked);
  await expectOnceAt([...teachers, ...annas], everybody, marked);
  if (marked.event !== 'attendance:updated') throw new Error('not an update');
  await expectOnceAt([...annas, ...bens], everybody, { ...marked, data: { ...marked.data, changes: [] } });

  await teachers[0]?.client.answered('session:leave', { sessionId });
  const late = mark(session, ben.userId, 'late');
  await standIns.show(sessionId, late);
  await expectOnceAt([...teachers.slice(1), ...bens], everybody, late);

  const stay = [...teachers.slice(1), ...annas, ...bens];
  for (const frame of [endRound(session), startRound(session), end(session)]) {
    await standIns.show(sessionId, frame);
    await expectOnceAt(stay, everybody, frame);
  }
  expect(other.all.flatMap(({ client }) => client.frames)).toEqual([]);
});
