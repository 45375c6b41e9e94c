import { type BrowserContext, badLine, type Line, slowLine } from '@rollcall/dev-network/browser';
import type { Hall, Lesson } from './hall.ts';
import { openDevice, type Person } from './people.ts';
import { firstSeen, watchFromStart } from './watch-for.ts';

const RUNS = 20;
const COLD_RUNS = 5;
const VERDICT = { selector: 'h1', text: 'You are in' };

/** From opening the code's address to the verdict on the screen, ms of each run. */
export interface Verdicts {
  plainMs: number[];
  slowMs: number[];
  coldMs: number[];
}

/**
 * Phones that have scanned before, each once on the plain line and once on the slow one, in turn, in lessons of their own;
 * then phones that have never opened Rollcall, on the slow line.
 */
export async function measureVerdicts(hall: Hall): Promise<Verdicts> {
  const verdicts: Verdicts = { plainMs: [], slowMs: [], coldMs: [] };
  const [before, plain, slow] = [
    await hall.startSession(RUNS),
    await hall.startSession(RUNS),
    await hall.startSession(RUNS + COLD_RUNS),
  ];
  for (const student of hall.students.slice(0, RUNS)) {
    const phone = await openPhone(hall, student);
    await scan(hall, phone, before);
    verdicts.plainMs.push(await scan(hall, phone, plain));
    verdicts.slowMs.push(await scan(hall, phone, slow, badLine));
    await phone.close();
  }
  for (const student of hall.students.slice(RUNS, RUNS + COLD_RUNS)) {
    const phone = await openPhone(hall, student);
    verdicts.coldMs.push(await scan(hall, phone, slow, badLine));
    await phone.close();
  }
  for (const lesson of [before, plain, slow]) await lesson.end();
  return verdicts;
}

function openPhone({ browser, origin }: Hall, student: Person): Promise<BrowserContext> {
  return openDevice(student, { browser, origin, size: 'phone' });
}

/** Opens the address of the code as the camera of a phone does, in a tab of its own. */
async function scan({ origin }: Hall, phone: BrowserContext, lesson: Lesson, line?: Line): Promise<number> {
  const address = `${origin}/s#${await lesson.token()}`;
  const page = await phone.newPage();
  if (line) await slowLine(page, line);
  await watchFromStart(page, VERDICT);
  await page.goto(address, { waitUntil: 'commit' });
  const { sinceStartMs } = await firstSeen(page);
  // What a first visit keeps for the next one is kept afterwards.
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.close();
  return sinceStartMs;
}
