import { expect, test, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { badLine, goOffline, slowDown, slowLine } from '../../../src/browser/network-conditions.ts';
import { expectQuiet } from '../stage/checks.ts';
import { useSite } from '../stage/site.ts';
import type { Stage } from '../stage/stage.ts';
import { documentOf } from './document.ts';

const SIZE = 25_000;
const PATIENCE_MS = 10_000;
const slowMs = (SIZE * 8) / badLine.kbitPerSecond;

export function conditionTests(stage: Stage): void {
  const site = useSite(
    { '/': documentOf('Line', ''), '/big': (response) => response.end(Buffer.alloc(SIZE)) },
    (server) =>
      new WebSocketServer({ server }).on('connection', (socket) => {
        socket.on('message', (message) =>
          socket.send(message.toString() === 'big' ? 'x'.repeat(SIZE) : message.toString()),
        );
      }),
  );

  test('a bad line is late and slow until it is released, over navigations too', async () => {
    const page = await stage.open(site.origin);
    const release = await slowLine(page);
    await page.goto(site.origin);
    expect(await page.evaluate(timeOf, '/')).toBeGreaterThanOrEqual(badLine.latencyMs);
    expect(await page.evaluate(timeOf, '/big')).toBeGreaterThan(badLine.latencyMs + slowMs * 0.9);
    await release();
    await vi.waitFor(
      async () => expect(await page.evaluate(timeOf, '/big')).toBeLessThan(badLine.latencyMs),
      PATIENCE_MS,
    );
  });

  test('on a bad line a WebSocket opens late and its bytes are slow', async () => {
    const page = await stage.open(site.origin);
    await slowLine(page);
    const socket = await page.evaluateHandle(openSocket);
    expect(await socket.evaluate(({ openedAfterMs }) => openedAfterMs)).toBeGreaterThanOrEqual(badLine.latencyMs);
    expect(await socket.evaluate(({ ask }) => ask('big'))).toBeGreaterThan(slowMs * 0.9);
  });

  test('without a network requests fail, and open WebSockets are silent until it is back', async () => {
    const page = await stage.open(site.origin);
    const socket = await page.evaluateHandle(openSocket);
    const comeBack = await goOffline(page);
    expect(await page.evaluate(() => navigator.onLine)).toBe(false);
    const answer = socket.evaluate(({ ask }) => ask('a word'));
    await expect(page.evaluate(timeOf, '/big')).rejects.toThrow('Failed to fetch');
    expect(await socket.evaluate(({ received, state }) => [received, state()])).toEqual([[], WebSocket.OPEN]);
    await comeBack();
    await answer;
    expect(await socket.evaluate(({ received }) => received)).toEqual(['a word']);
    await page.evaluate(timeOf, '/big');
    await expectQuiet(page, ['failed: GET /big net::ERR_INTERNET_DISCONNECTED']);
  });

  test('a cheap phone takes longer', async () => {
    const page = await stage.open(site.origin);
    const fastMs = await page.evaluate(calculate);
    const release = await slowDown(page, 6);
    await vi.waitFor(async () => expect(await page.evaluate(calculate)).toBeGreaterThan(fastMs * 2), PATIENCE_MS);
    await release();
    await vi.waitFor(async () => expect(await page.evaluate(calculate)).toBeLessThan(fastMs * 2), PATIENCE_MS);
  });
}

async function timeOf(path: string): Promise<number> {
  const startMs = performance.now();
  await (await fetch(path)).arrayBuffer();
  return performance.now() - startMs;
}

async function openSocket() {
  const startMs = performance.now();
  const socket = new WebSocket(`ws://${location.host}`);
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  const openedAfterMs = performance.now() - startMs;
  const received: string[] = [];
  socket.addEventListener('message', ({ data }) => received.push(data));
  return {
    openedAfterMs,
    received,
    state: () => socket.readyState,
    /** How long the next answer takes. */
    async ask(message: string): Promise<number> {
      const askedAtMs = performance.now();
      const answered = new Promise((resolve) => socket.addEventListener('message', resolve, { once: true }));
      socket.send(message);
      await answered;
      return performance.now() - askedAtMs;
    },
  };
}

/** How long a calculation takes when nothing else gets in its way: the quickest of several, in ms. */
function calculate(): number {
  let quickestMs = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 20; turn += 1) {
    const startMs = performance.now();
    let sum = 0;
    for (let number = 0; number < 5_000_000; number += 1) sum += Math.sqrt(number);
    if (sum > 0) quickestMs = Math.min(quickestMs, performance.now() - startMs);
  }
  return quickestMs;
}
