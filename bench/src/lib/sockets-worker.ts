// Many sockets in a process of their own, hand-written so that they take little of the CPU that what is measured needs.
import { monotonicMs } from './clock.ts';
import { serve } from './forked.ts';
import { inParallel } from './in-parallel.ts';
import { openRawSocket, type Target } from './raw-socket.ts';

const AT_ONCE = 25;
const PATIENCE_MS = 20_000;

let sockets = 0;
let gone = 0;
let turn = 0;
let missing = 0;
let lastAtMs = 0;
let onLast = () => {};

const operations = {
  async open(targets: Target[]): Promise<void> {
    await inParallel(AT_ONCE, targets.length, (n) => open(targets[n] as Target));
  },

  /** From now on the next event of each socket counts. */
  arm(): void {
    turn += 1;
    missing = sockets;
  },

  /** When the last of the sockets had its event, by the monotonic clock. */
  async lastArrival(): Promise<number> {
    if (missing > 0) {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`${missing} of ${sockets} heard nothing`)), PATIENCE_MS);
        onLast = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return lastAtMs;
  },

  /** How many sockets have been closed by the other side. */
  gone: () => gone,
};
export type SocketOperations = typeof operations;

async function open(target: Target): Promise<void> {
  let heardIn = 0;
  const onNews = () => {
    if (heardIn === turn) return;
    heardIn = turn;
    missing -= 1;
    if (missing > 0) return;
    lastAtMs = monotonicMs();
    onLast();
  };
  await openRawSocket(target, onNews, () => {
    gone += 1;
  });
  sockets += 1;
}

serve(operations);
