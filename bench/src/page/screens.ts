import { setTimeout as wait } from 'node:timers/promises';
import { routes } from '@rollcall/contracts';
import type { Hall } from './hall.ts';
import { openDevice } from './people.ts';
import { watchFor } from './watch-for.ts';

const MARKS = 40;
/** So that marks do not keep time with what the gateway gathers. */
const BETWEEN_MS = 300;

/** From the student's acknowledgement to the screens, ms of each mark. */
export interface Screens {
  boardMs: number[];
  wallMs: number[];
}

/** Students scan one after the other while the teacher's laptop shows the board and the projector the wall. */
export async function measureScreens(hall: Hall): Promise<Screens> {
  const { browser, origin, teacher } = hall;
  const lesson = await hall.startSession(MARKS);
  const laptop = await openDevice(teacher, { browser, origin, size: 'desktop' });
  const projector = await openDevice(teacher, { browser, origin, size: 'desktop' });
  const [board, wall] = [await laptop.newPage(), await projector.newPage()];
  await board.goto(`${origin}/app/sessions/${lesson.sessionId}`);
  await board.getByText('Nobody is in yet').waitFor();
  await wall.goto(`${origin}/app/sessions/${lesson.sessionId}/wall`);
  await wall.getByRole('img', { name: 'Code to scan' }).waitFor();

  const screens: Screens = { boardMs: [], wallMs: [] };
  for (const [at, { client, userId }] of hall.students.slice(0, MARKS).entries()) {
    await wait(Math.random() * BETWEEN_MS);
    const onBoard = await watchFor(board, { selector: `[data-student="${userId}"]` });
    const onWall = await watchFor(wall, { selector: 'p[aria-hidden] > span', text: String(at + 1) });
    await client.call(routes.scan, { body: { token: await lesson.token() } });
    const acknowledgedAtMs = Date.now();
    // A screen that is faster than the student's own answer is not behind.
    const behind = async (seen: typeof onBoard) => Math.max(0, (await seen()).atMs - acknowledgedAtMs);
    const [boardMs, wallMs] = await Promise.all([behind(onBoard), behind(onWall)]);
    screens.boardMs.push(boardMs);
    screens.wallMs.push(wallMs);
  }
  await laptop.close();
  await projector.close();
  await lesson.end();
  return screens;
}
