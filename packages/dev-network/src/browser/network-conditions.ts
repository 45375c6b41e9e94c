import type { CDPSession, Page } from 'playwright-core';

/** Ends what was begun. */
export type Release = () => Promise<void>;

export interface Line {
  /** From a request to the first byte of its answer. */
  latencyMs: number;
  /** Each way. */
  kbitPerSecond: number;
}

/** A hall whose only cell is shared by three hundred phones. */
export const badLine: Line = { latencyMs: 400, kbitPerSecond: 400 };

/**
 * Makes the line of one page slow, over its navigations. Of a WebSocket the handshake waits and the bytes are slow; a small
 * frame on an open one is not late.
 */
export async function slowLine(page: Page, { latencyMs, kbitPerSecond }: Line = badLine): Promise<Release> {
  const session = await page.context().newCDPSession(page);
  const bytesPerSecond = (kbitPerSecond * 1000) / 8;
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: latencyMs,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
  return endOf(session);
}

/** Takes the network from a page's browser. Open WebSockets stay open and are silent, as in a tunnel: nobody is told. */
export async function goOffline(page: Page): Promise<Release> {
  const context = page.context();
  await context.setOffline(true);
  return () => context.setOffline(false);
}

/** Makes scripts of one page take so many times as long, as on a cheap phone. */
export async function slowDown(page: Page, times: number): Promise<Release> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: times });
  return endOf(session);
}

/** What a session has asked for is over when it is. */
function endOf(session: CDPSession): Release {
  return () => session.detach();
}
