import { routes } from '@rollcall/contracts';
import { type Network, startNetwork } from '@rollcall/dev-network';
import { type Browser, buildPage, chromiumAdvice, findChromium, launchChromium } from '@rollcall/dev-network/browser';
import { enrol } from '../lib/enrol.ts';
import { inParallel } from '../lib/in-parallel.ts';
import { openDoor } from '../lib/open-door.ts';
import { logIn, type Person, signUp } from './people.ts';

const AT_ONCE = 8;
const ADMIN = { email: 'admin@page.example', password: 'a password of the bench' };

/** A whole Rollcall with its page, a Chromium, and a hall of real accounts. */
export interface Hall {
  network: Network;
  origin: string;
  browser: Browser;
  admin: Person;
  teacher: Person;
  students: Person[];
  /** A new class with the first so many students, and a session of it. */
  startSession(students: number): Promise<Lesson>;
  close(): Promise<void>;
}

export interface Lesson {
  sessionId: string;
  classId: string;
  /** What the code on the wall says; it is good for minutes. */
  token(): Promise<string>;
  end(): Promise<void>;
}

export async function openHall(size: number): Promise<Hall> {
  const chromium = findChromium();
  if (chromium === undefined) throw new Error(chromiumAdvice);
  await buildPage();
  const network = await startNetwork({
    mode: 'processes',
    env: {
      ...openDoor,
      FIRST_ADMIN_EMAIL: ADMIN.email,
      FIRST_ADMIN_PASSWORD: ADMIN.password,
    },
  });
  const { origin } = network;
  const browser = await launchChromium(chromium);
  const admin = await logIn(origin, ADMIN.email, ADMIN.password);
  const teacher = await signUp(origin, 'teacher', 'Grace Hopper');
  const students = await inParallel(AT_ONCE, size, (n) => signUp(origin, 'student', `Student ${n}`));
  return {
    network,
    origin,
    browser,
    admin,
    teacher,
    students,
    startSession: (count) => startSession(teacher, students.slice(0, count)),
    async close() {
      await browser.close();
      await network.stop();
    },
  };
}

let classes = 0;

async function startSession({ client }: Person, students: Person[]): Promise<Lesson> {
  classes += 1;
  const { _id: classId } = await client.call(routes.createClass, { body: { className: `Physics ${classes}` } });
  const emails = students.map(({ email }) => email);
  await enrol(client, classId, emails);
  const policy = { rotationSeconds: 120, graceSeconds: 60 };
  const { _id: sessionId } = await client.call(routes.startSession, { body: { classId, policy } });
  const ids = { id: sessionId };
  return {
    sessionId,
    classId,
    token: async () => (await client.call(routes.getQr, { ids })).token,
    end: async () => void (await client.call(routes.endSession, { ids })),
  };
}
