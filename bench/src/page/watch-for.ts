import type { Page } from '@rollcall/dev-network/browser';

/** What is waited for: an element, with a text where one is said. */
export interface Sight {
  selector: string;
  text?: string;
}

/** When it was first painted. */
export interface Seen {
  /** Since the page began to load. */
  sinceStartMs: number;
  /** In ms since 1970, by the machine's clock. */
  atMs: number;
}

/** Begins to look; the result resolves when it has been painted. */
export async function watchFor(page: Page, sight: Sight): Promise<() => Promise<Seen>> {
  const watch = await page.evaluateHandle(startWatching, sight);
  return async () => {
    const seen = await watch.evaluate((running) => running.seen);
    await watch.dispose();
    return seen;
  };
}

/** The same in each document that opens from now on; `firstSeen` has the result. */
export async function watchFromStart(page: Page, sight: Sight): Promise<void> {
  await page.addInitScript(`globalThis.watchFromStart = (${startWatching})(${JSON.stringify(sight)})`);
}

export function firstSeen(page: Page): Promise<Seen> {
  return page.evaluate('watchFromStart.seen') as Promise<Seen>;
}

/** Runs in the page, and can use nothing of this file. */
function startWatching({ selector, text }: Sight): { seen: Promise<Seen> } {
  const isThere = () =>
    [...document.querySelectorAll(selector)].some((one) => text === undefined || one.textContent === text);
  const seen = new Promise<Seen>((resolve) => {
    const look = () => {
      if (!isThere()) return;
      observer.disconnect();
      // A task after the next frame: what the frame shows has been painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve({ sinceStartMs: performance.now(), atMs: Date.now() });
        port2.postMessage(undefined);
      });
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, characterData: true });
    look();
  });
  return { seen };
}
