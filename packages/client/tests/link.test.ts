import { expect, test, vi } from 'vitest';
import { openLink } from '../src/live/link.ts';
import { eventually, TIMEOUT_MS, useLinkStage } from './helpers/link-stage.ts';
import { tryAgain, unauthorized } from './helpers/live-server.ts';

const stage = useLinkStage();
const { known, handshakes, connect, ask, emptying } = stage;

test.each([
  ['refused', unauthorized, 'socket_unauthorized'],
  ['not ready', tryAgain, 'try_again'],
])('a first attempt that is %s rejects, and nothing goes on behind it', async (_, answer, code) => {
  stage.server.state.beforeHandshake = async () => answer;
  await expect(openLink({ origin: stage.server.origin, token: 'good' }, stage.world)).rejects.toMatchObject({ code });
  expect([stage.world.timers, stage.world.listeners]).toEqual([[], 0]);
  stage.server.state.beforeHandshake = async () => undefined;
  await connect();
});

test('a handshake that nobody answers has failed after the time for answers', async () => {
  await connect();
  stage.server.state.beforeHandshake = () => new Promise<never>(() => {});
  await ask();
  await handshakes('good', 'good');
  stage.world.advance(TIMEOUT_MS);
  await known('opening failed');
  expect(stage.world.timers).toEqual([2_000]);
  stage.server.state.beforeHandshake = async () => undefined;
  stage.world.advance(2_000);
  await vi.waitFor(() => expect(stage.link.state).toBe('connected'), eventually);
});

test('a state that is told is told once', async () => {
  await connect();
  const told: string[] = [];
  stage.link.onState((state) => told.push(state));
  await (await emptying()).answer();
  await vi.waitFor(() => expect(stage.link.state).toBe('connected'), eventually);
  stage.link.close();
  stage.link.close();
  expect(told).toEqual(['connecting', 'connected', 'closed']);
});
