import type { Browser, Page } from '@rollcall/dev-network/browser';

/** Tells how much CPU time each task of a page's main thread took meanwhile: the machine's other work has no part in it. */
export async function cpuOfTasks<Result>(
  browser: Browser,
  page: Page,
  act: () => Promise<Result>,
): Promise<{ result: Result; cpuMs: number[] }> {
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] });
  await page.evaluate((mark) => void performance.mark(mark), MARK);
  const result = await act();
  return { result, cpuMs: readTasks(JSON.parse((await browser.stopTracing()).toString())) };
}

/** Tells the page's process from those of other pages. */
const MARK = 'the page that is measured';

/** Of the Trace Event Format: https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU */
interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** CPU time of the thread, us. */
  tdur?: number;
}

function readTasks({ traceEvents }: { traceEvents: TraceEvent[] }): number[] {
  const mark = traceEvents.find(({ name }) => name === MARK);
  if (!mark) throw new Error('the trace does not show the page');
  return traceEvents
    .filter(({ name, pid, tid }) => name === 'ThreadControllerImpl::RunTask' && pid === mark.pid && tid === mark.tid)
    .map(({ tdur = 0 }) => tdur / 1000);
}
