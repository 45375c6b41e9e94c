import { expect, it } from 'vitest';
import { useNetwork } from './network.ts';
import type { RealtimeClient } from './realtime-client.ts';
import { until } from './until.ts';

const network = useNetwork(1);

/** Sends so many events at once; resolves with the codes of the refusals, `ok` for the rest. */
async function send(client: RealtimeClient, count: number, sessionId: string) {
  const answers = await Promise.all(Array.from({ length: count }, () => client.ask('summary:get', { sessionId })));
  return answers.map((answer) => (answer.ok ? 'ok' : answer.code));
}

it('takes a burst of 50 events and 20 a second after it; each beyond is answered rate_limited and not handled', async () => {
  const { teacher, sessionId } = network.current.open();
  const client = await network.current.realtime(teacher);
  const { asked } = network.current.standIns.sessions;
  const handledBefore = asked.length;
  const startedAtMs = performance.now();
  const codes = await send(client, 100, sessionId);
  const earned = () => ((performance.now() - startedAtMs) / 1000) * 20;
  const taken = codes.filter((code) => code === 'ok').length;
  expect(taken).toBeGreaterThanOrEqual(50);
  expect(taken).toBeLessThanOrEqual(50 + earned() + 1);
  expect(codes.slice(0, 50)).toEqual(Array(50).fill('ok'));
  expect(new Set(codes)).toEqual(new Set(['ok', 'rate_limited']));
  expect(asked.length - handledBefore).toBe(taken);
  await until(async () => expect(await send(client, 1, sessionId)).toEqual(['ok']));
});

it('cuts a socket that goes on and tells it; others are served meanwhile and its person may come again', async () => {
  const { teacher, sessionId } = network.current.open();
  const other = await network.current.realtime(teacher);
  const flood = await network.current.realtime(teacher);
  const reason = new Promise((resolve) => flood.socket.once('disconnect', resolve));
  let sent = 0;
  const timer = setInterval(() => {
    for (let index = 0; index < 10; index += 1, sent += 1) flood.socket.emit('summary:get', { sessionId });
  }, 10);
  await other.answered('summary:get', { sessionId });
  expect(await reason).toBe('io server disconnect');
  clearInterval(timer);
  expect(sent).toBeGreaterThan(1_000);
  expect(flood.frames).toContainEqual({
    event: 'socket:closing',
    data: { error: 'Too many requests, please wait a moment', code: 'rate_limited' },
  });
  await other.answered('summary:get', { sessionId });
  await (await network.current.realtime(teacher)).answered('summary:get', { sessionId });
});
