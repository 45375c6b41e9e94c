import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { updated } from './frames.ts';
import { useNetwork } from './network.ts';
import type { RealtimeClient } from './realtime-client.ts';
import { newId } from './stand-ins/ids.ts';
import { patience, until } from './until.ts';

const network = useNetwork(1);

/** A socket of a person whose token ends in so many seconds, and how to get more tokens. */
async function open(expiresInSeconds = 600) {
  const { standIns } = network.current;
  const { teacher, anna, ben, sessionId } = network.current.open();
  const logIn = standIns.auth.logIn(teacher, expiresInSeconds);
  const client = await network.current.realtimeWith({ token: logIn.token }).opened();
  return { client, logIn, teacher, anna, ben, sessionId, auth: standIns.auth, standIns };
}

const ends = (client: RealtimeClient) => expect.poll(() => client.socket.connected, patience).toBe(false);
const secondsLeft = (token: string) => {
  const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  return exp - Date.now() / 1000;
};

it('a socket lives on with a new token, beyond the end of the first, and ends with the new one', async () => {
  const { client, logIn, auth, teacher, sessionId } = await open(2);
  const next = auth.logIn(teacher, 5);
  const answer = await client.answered('auth:refresh', { token: next.token });
  expect(new Date((answer as { expiresAt: string }).expiresAt).getTime() / 1000 - Date.now() / 1000).toBeCloseTo(
    secondsLeft(next.token),
    0,
  );
  await until(() => expect(secondsLeft(logIn.token)).toBeLessThan(-0.5));
  expect(await client.answered('summary:get', { sessionId })).toMatchObject({ total: 2 });
  await ends(client);
  expect(secondsLeft(next.token)).toBeLessThan(0.1);
});

it('it stays in its sessions and rooms', async () => {
  const { client, auth, teacher, sessionId, standIns, anna } = await open();
  await client.answered('session:join', { sessionId });
  await client.answered('auth:refresh', { token: auth.logIn(teacher).token });
  await standIns.show(sessionId, updated(sessionId, 1, anna.userId));
  expect(await client.take(1)).toMatchObject([{ event: 'attendance:updated' }]);
});

it('the end of the old log-in does not end it, that of the new one does', async () => {
  const { client, logIn, auth, teacher, standIns } = await open();
  const next = auth.logIn(teacher);
  await client.answered('auth:refresh', { token: next.token });
  const witness = await network.current.realtimeWith({ token: auth.logIn(teacher).token }).opened();
  const old = await network.current.realtimeWith({ token: logIn.token }).opened();
  await standIns.logOut(logIn.loginId);
  await ends(old);
  expect(await client.refused('nothing', {})).toBe('unknown_event');
  await standIns.logOut(next.loginId);
  await ends(client);
  expect(witness.socket.connected).toBe(true);
});

it('a token that is no good is refused, and nothing is changed', async () => {
  const { client, logIn, auth, teacher, anna, standIns } = await open();
  const ended = auth.logIn(teacher);
  await standIns.logOut(ended.loginId);
  await until(async () => expect(await client.refused('auth:refresh', { token: ended.token })).toBe('unauthorized'));
  const [header = '', payload = ''] = logIn.token.split('.');
  const bad = [
    auth.logIn({ userId: newId(), role: 'teacher' }).token,
    auth.logIn(anna).token,
    auth.logIn({ ...teacher, role: 'student' }).token,
    auth.logIn(teacher, -1).token,
    'nonsense',
    `${header}.${payload}.`,
    `${header}.${payload}.${'A'.repeat(342)}`,
  ];
  for (const token of bad) expect(await client.refused('auth:refresh', { token })).toBe('unauthorized');
  const misshapen = [{}, { token: '' }, { token: 7 }, { token: { $ne: '' } }, { token: 'x'.repeat(4_097) }, null, []];
  for (const data of misshapen) expect(await client.refused('auth:refresh', data)).toBe('invalid_message');
  expect(client.socket.connected).toBe(true);
  // It still ends with the log-in that opened it.
  await standIns.logOut(logIn.loginId);
  await ends(client);
});

it('also when refused it ends at the time of its own token', async () => {
  const { client, auth, logIn } = await open(2);
  expect(await client.refused('auth:refresh', { token: auth.logIn({ userId: newId(), role: 'teacher' }).token })).toBe(
    'unauthorized',
  );
  await ends(client);
  expect(secondsLeft(logIn.token)).toBeLessThan(0.1);
});

it('renewals in the moment of expiry are taken or the socket is over: never both, never neither', async () => {
  const { auth } = network.current.standIns;
  const outcomes = await Promise.all(
    [-40, -20, -10, -5, -2, 0, 2, 5, 10, 20].map(async (offsetMs) => {
      const person = { userId: newId(), role: 'teacher' as const };
      const { token } = auth.logIn(person, 2);
      const client = await network.current.realtimeWith({ token }).opened();
      const next = auth.logIn(person).token;
      await wait(Math.max(0, secondsLeft(token) * 1000 + offsetMs));
      if (!client.socket.connected) return { taken: false, open: false };
      const taken = await client.socket
        .timeout(1_000)
        .emitWithAck('auth:refresh', { token: next })
        .then(
          ({ ok }) => ok as boolean,
          () => false,
        );
      if (!taken) await ends(client);
      return { taken, open: client.socket.connected };
    }),
  );
  for (const { taken, open } of outcomes) expect(open).toBe(taken);
  expect(outcomes.some(({ taken }) => taken)).toBe(true);
  expect(outcomes.some(({ taken }) => !taken)).toBe(true);
});
