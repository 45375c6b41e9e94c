import type { Page } from '@rollcall/dev-network/browser';
import type { Hall, Lesson } from './hall.ts';
import { openDevice, type Person } from './people.ts';

/** What came over the line until a page was there, bytes as they were sent. */
export interface Size {
  name: string;
  document: number;
  scripts: number;
  styles: number;
  fonts: number;
  answers: number;
  total: number;
  requests: number;
}

const kinds: Record<string, 'document' | 'scripts' | 'styles' | 'fonts' | 'answers'> = {
  Document: 'document',
  Script: 'scripts',
  Stylesheet: 'styles',
  Font: 'fonts',
  Fetch: 'answers',
  XHR: 'answers',
};

/** The first load of pages by somebody who is logged in. What the service worker gets afterwards for later is not in it. */
export async function measureSizes(hall: Hall): Promise<Size[]> {
  const { admin, teacher, students } = hall;
  const [student] = students as [Person];
  const lesson = await hall.startSession(1);
  const pages: [string, Person, string][] = [
    ['/s, the verdict', student, `/s#${await lesson.token()}`],
    ['/app/scan', student, '/app/scan'],
    ['/app of a student', student, '/app'],
    ['/app of a teacher', teacher, '/app'],
    ['board', teacher, `/app/sessions/${lesson.sessionId}`],
    ['wall', teacher, `/app/sessions/${lesson.sessionId}/wall`],
    ['report of a class', teacher, reportOf(lesson)],
    ['people, of an administrator', admin, '/app/admin/users'],
  ];
  const sizes: Size[] = [];
  for (const [name, person, path] of pages) sizes.push({ name, ...(await load(hall, person, path)) });
  await lesson.end();
  return sizes;
}

const reportOf = ({ classId }: Lesson) => `/app/classes/${classId}/report`;

async function load({ browser, origin }: Hall, person: Person, path: string): Promise<Omit<Size, 'name'>> {
  const device = await openDevice(person, { browser, origin, size: 'desktop', serviceWorkers: 'block' });
  const page = await device.newPage();
  const sent = await watchLine(page);
  await page.goto(origin + path);
  await page.waitForLoadState('networkidle');
  await device.close();
  return sent;
}

async function watchLine(page: Page): Promise<Omit<Size, 'name'>> {
  const sent = { document: 0, scripts: 0, styles: 0, fonts: 0, answers: 0, total: 0, requests: 0 };
  const typeOf = new Map<string, string>();
  const session = await page.context().newCDPSession(page);
  session.on('Network.responseReceived', ({ requestId, type }) => typeOf.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds[typeOf.get(requestId) ?? ''];
    if (kind) sent[kind] += encodedDataLength;
    sent.total += encodedDataLength;
    sent.requests += 1;
  });
  await session.send('Network.enable');
  return sent;
}
