import { type Board, type LiveBoard, RollcallError } from '@rollcall/client';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';

// The page's connection looks at its address as soon as it is imported.
vi.stubGlobal('location', { origin: 'https://rollcall.example' });
const { watchedBoard, watchSession } = await import('../../../page/src/live/watched-sessions.ts');

let sessions = 0;
let sessionId = '';
const log: string[] = [];
let change: (board: Board) => void = () => {};

beforeEach(() => {
  vi.useFakeTimers();
  sessions += 1;
  sessionId = `session-${sessions}`;
  log.length = 0;
});
afterEach(() => void vi.useRealTimers());
afterAll(() => void vi.unstubAllGlobals());

const board = (seq: number) => ({ seq }) as Board;

function connection(watch: () => Promise<void> = async () => {}) {
  return async () => ({
    async watch(id: string) {
      log.push(`watch ${id}`);
      await watch();
      return {
        state: board(1),
        staleSinceMs: undefined,
        onChange: (handler: (board: Board) => void) => {
          change = handler;
          return () => void log.push('deaf');
        },
        onStale: () => () => {},
        onRefused: () => () => {},
      } as LiveBoard;
    },
    async leave(id: string) {
      log.push(`leave ${id}`);
    },
  });
}
const settle = () => vi.advanceTimersByTimeAsync(0);

test('two who watch share one board, and the session stays while one of them does', async () => {
  const [one, other] = [vi.fn(), vi.fn()];
  const leaveOne = watchSession(sessionId, one, connection());
  const leaveOther = watchSession(sessionId, other, connection());
  await settle();
  expect(log).toEqual([`watch ${sessionId}`]);
  leaveOne();
  await vi.advanceTimersByTimeAsync(10_000);
  change(board(2));
  expect(other).toHaveBeenCalledTimes(2);
  expect(one).toHaveBeenCalledTimes(1);
  expect(watchedBoard(sessionId).board?.seq).toBe(2);
  leaveOther();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(log).toEqual([`watch ${sessionId}`, 'deaf', `leave ${sessionId}`]);
  expect(watchedBoard(sessionId).board).toBeUndefined();
});

test('who comes back soon finds the board as it is', async () => {
  watchSession(sessionId, () => {}, connection())();
  await settle();
  const leave = watchSession(sessionId, () => {}, connection());
  await vi.advanceTimersByTimeAsync(10_000);
  expect(log).toEqual([`watch ${sessionId}`]);
  leave();
  await vi.advanceTimersByTimeAsync(10_000);
});

test('a session that is left while it is being entered is left when that is done, unless somebody is there again', async () => {
  const entered = Promise.withResolvers<void>();
  watchSession(
    sessionId,
    () => {},
    connection(() => entered.promise),
  )();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(log).toEqual([`watch ${sessionId}`]);
  const leave = watchSession(sessionId, () => {}, connection());
  entered.resolve();
  await settle();
  expect(log).toEqual([`watch ${sessionId}`, `watch ${sessionId}`]);
  leave();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(log.at(-1)).toBe(`leave ${sessionId}`);
});

test('what may pass is tried again, a refusal is told', async () => {
  let tries = 0;
  const leave = watchSession(
    sessionId,
    () => {},
    connection(async () => {
      tries += 1;
      throw new RollcallError({ code: tries < 3 ? 'try_again' : 'not_class_teacher' });
    }),
  );
  await vi.advanceTimersByTimeAsync(30_000);
  expect(tries).toBe(3);
  expect(watchedBoard(sessionId).refusal?.code).toBe('not_class_teacher');
  leave();
  await vi.advanceTimersByTimeAsync(10_000);
});
