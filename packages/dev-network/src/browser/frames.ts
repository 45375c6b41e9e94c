import type { Page } from 'playwright-core';

export interface Frames {
  /** The longest time between two frames that the page could draw, in ms; 17 is a calm page. */
  longestMs: number;
  /** The longest task of 50 ms or more; 0 when there was none. */
  longestTaskMs: number;
  /** The time from each frame to the next, in ms. */
  framesMs: number[];
  /** How long each task of 50 ms or more took. */
  tasksMs: number[];
}

/** Measures how evenly a page draws while `act` goes on. The page must stay: an act that loads another one rejects. */
export async function frames(page: Page, act: () => Promise<unknown>): Promise<Frames> {
  const meter = await page.evaluateHandle(startMeter);
  await act();
  const { framesMs, tasksMs } = await meter.evaluate((running) => running.stop());
  await meter.dispose();
  return { longestMs: Math.max(0, ...framesMs), longestTaskMs: Math.max(0, ...tasksMs), framesMs, tasksMs };
}

function startMeter() {
  const framesMs: number[] = [];
  const tasksMs: number[] = [];
  let lastMs = performance.now();
  let isRunning = true;
  const noteTasks = (entries: PerformanceEntryList) => {
    for (const { duration } of entries) tasksMs.push(duration);
  };
  const observer = new PerformanceObserver((list) => noteTasks(list.getEntries()));
  observer.observe({ type: 'longtask' });
  requestAnimationFrame(function note() {
    const nowMs = performance.now();
    framesMs.push(nowMs - lastMs);
    lastMs = nowMs;
    if (isRunning) requestAnimationFrame(note);
  });
  return {
    async stop() {
      // What the act began may still be blocking: two frames later it has been seen.
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      isRunning = false;
      noteTasks(observer.takeRecords());
      observer.disconnect();
      return { framesMs, tasksMs };
    },
  };
}
