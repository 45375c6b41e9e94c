// A part of the hall's students in a process of its own, with the wall that they look at.
import { setTimeout as wait } from 'node:timers/promises';
import { connectLive, type LiveBoard, type LiveConnection, withRetry } from '@rollcall/client';
import { serve } from '../lib/forked.ts';
import { inParallel } from '../lib/in-parallel.ts';
import { type Acknowledged, Phone } from './phone.ts';

const AT_ONCE = 8;
const PATIENT = { attempts: 8 };

export interface Part {
  origin: string;
  teacherToken: string;
  /** Begins the addresses of the students. */
  name: string;
  students: number;
}

const phones: Phone[] = [];
let wall: LiveConnection | undefined;
let wallBoard: LiveBoard | undefined;
let watched = '';

const operations = {
  /** Signs students up and connects them; resolves with their addresses. */
  async fill({ origin, teacherToken, name, students }: Part): Promise<string[]> {
    wall = await connectLive({ origin, token: teacherToken });
    return inParallel(AT_ONCE, students, async (n) => {
      const email = `${name}${n}@hall.example`;
      const phone = await Phone.signUp(origin, email);
      await phone.connect();
      phones.push(phone);
      return email;
    });
  },

  /** All watch a session. */
  async watch(sessionId: string): Promise<void> {
    const link = wall;
    if (!link) throw new Error('the wall is not connected');
    watched = sessionId;
    wallBoard = await withRetry(() => link.watch(sessionId), PATIENT);
    await inParallel(AT_ONCE, phones.length, async (n) => phones[n]?.watch(sessionId));
  },

  /** All stop watching. */
  async leave(): Promise<void> {
    if (watched) await wall?.leave(watched);
    watched = '';
    await inParallel(AT_ONCE, phones.length, async (n) => phones[n]?.leave());
  },

  /** Each scans at a random moment of `withinMs`; resolves with those that were acknowledged, after the last. */
  async scan(withinMs: number): Promise<Acknowledged[]> {
    const scans = phones.map(async (phone) => {
      await wait(Math.random() * withinMs);
      return phone.scan(() => wallBoard?.state.qr?.token ?? '');
    });
    return (await Promise.all(scans)).filter((one) => one !== undefined);
  },

  /** Some phones, drawn by lot, get new sockets, one after the other, until `forMs` are over. Resolves with how many. */
  async reconnectSome(everyMs: number, forMs: number): Promise<number> {
    const untilMs = performance.now() + forMs;
    let count = 0;
    while (performance.now() + everyMs < untilMs) {
      await wait(everyMs);
      await phones[Math.floor(Math.random() * phones.length)]?.reconnect();
      count += 1;
    }
    return count;
  },

  /** All get new sockets, on one gateway and the other in turn; who watches goes on watching. */
  async reconnectAll(): Promise<void> {
    await inParallel(AT_ONCE, phones.length, async (n) => phones[n]?.reconnect());
  },

  /** Who of these students does not see the own mark, now. */
  missing(studentIds: string[]): string[] {
    const asked = new Set(studentIds);
    return phones.filter((one) => !one.isMarked && asked.has(one.studentId)).map(({ studentId }) => studentId);
  },

  /** How many boards do not say that so many are in, now. */
  wrong: (marked: number): number => phones.filter((phone) => phone.marked !== marked).length,

  /** How many sockets have not come back, the wall's among them. */
  away: (): number =>
    [wall?.state === 'connected', ...phones.map((phone) => phone.isConnected)].filter((is) => !is).length,
};
export type PhonesOperations = typeof operations;

serve(operations);
