import { expect, test } from 'vitest';
import { type ClassicSocket, openSocket } from '../contract/helpers/classic-socket.ts';
import { endSession, openHall, readCode, readRecords, scan, startWithCode } from '../contract/helpers/hall.ts';
import type { TestNetwork } from '../contract/helpers/network.ts';
import {
  createClass,
  myAttendance,
  type Person,
  signUp,
  signUpAll,
  start,
  statusOfSession,
} from '../contract/helpers/people.ts';

const SUCCESSOR_MS = 10_000;
const LONGEST_MS = 60_000;

interface ClassicHall {
  teacher: Person;
  classId: string;
  sessionId: string;
  socket: ClassicSocket;
}

export function killedProcessTests(rollcall: TestNetwork): void {
  test(
    'session processes and gateways killed in a stream of scans: every acknowledged scan is recorded once',
    async () => {
      const hall = await openHall(rollcall, 80);
      const { _id: sessionId } = await startWithCode(rollcall, hall);
      const acknowledged = new Set<string>();
      const kills = [
        { at: 10, service: 'session', replica: 0 },
        { at: 25, service: 'realtime-gateway', replica: 0 },
        { at: 40, service: 'session', replica: 1 },
        { at: 55, service: 'realtime-gateway', replica: 1 },
      ] as const;
      const killed: Promise<void>[] = [];
      const waiting = [...hall.students];
      let code = await readCode(rollcall, hall, sessionId);

      /** Scans as a phone does: until there is an answer that is not "try again". */
      async function scanUntilAnswered(student: Person): Promise<void> {
        for (;;) {
          const answer = await scan(rollcall, student, code.token).catch(() => undefined);
          if (answer?.status === 200) break;
          const refusedAs = (answer?.body as { code?: string } | undefined)?.code;
          expect([undefined, 'try_again', 'token_expired'], JSON.stringify(answer?.body)).toContain(refusedAs);
          if (refusedAs === 'token_expired') code = await readCode(rollcall, hall, sessionId).catch(() => code);
        }
        acknowledged.add(student._id);
        for (const { service, replica } of kills.filter(({ at }) => at === acknowledged.size)) {
          killed.push(rollcall.killReplica(service, replica));
        }
      }
      const phone = async () => {
        for (let student = waiting.pop(); student; student = waiting.pop()) await scanUntilAnswered(student);
      };
      await Promise.all(Array.from({ length: 12 }, phone));
      await Promise.all(killed);
      expect(killed).toHaveLength(kills.length);
      expect(acknowledged.size).toBe(80);

      const records = await readRecords(rollcall, hall, sessionId);
      expect(records.map(({ studentId }) => studentId).sort()).toEqual([...acknowledged].sort());
      const { summary } = await endSession(rollcall, hall, sessionId);
      expect(summary).toEqual({ present: 80, late: 0, absent: 0, excused: 0, total: 80 });
      expect(await readRecords(rollcall, hall, sessionId)).toHaveLength(80);
    },
    LONGEST_MS,
  );

  test(
    'a session process killed in the middle of DONE: another ends the session within 10 s, the absent are written',
    async () => {
      const students = await signUpAll(rollcall, 'student', 30);
      const halls: ClassicHall[] = [];
      while (halls.length < 6) {
        const teacher = await signUp(rollcall, 'teacher');
        const classId = await createClass(rollcall, teacher, students);
        const sessionId = await start(rollcall, teacher, classId);
        halls.push({ teacher, classId, sessionId, socket: await openSocket(rollcall, teacher.token) });
      }
      for (const { socket } of halls) {
        socket.send('ATTENDANCE_MARKED', { studentId: students[0]?._id, status: 'present' });
        await socket.next('ATTENDANCE_MARKED');
      }
      for (const { socket } of halls) socket.send('DONE');
      await Promise.race(halls.map(({ socket }) => socket.next('DONE')));
      const restarted = rollcall.killReplica('session', 0);

      const states = () =>
        Promise.all(
          halls.map(({ teacher, sessionId }) => statusOfSession(rollcall, teacher, sessionId).catch(() => 'unknown')),
        );
      // DONE is answered after the commit: one that died before it was stored is sent again by its teacher.
      const settled = async () => (await states()).filter((state) => state !== 'ended' && state !== 'active');
      await expect.poll(settled, { timeout: SUCCESSOR_MS, interval: 100 }).toEqual([]);
      for (const [index, state] of (await states()).entries()) {
        if (state === 'active') (await openSocket(rollcall, (halls[index] as ClassicHall).teacher.token)).send('DONE');
      }
      await expect.poll(states, { timeout: SUCCESSOR_MS, interval: 100 }).toEqual(halls.map(() => 'ended'));
      await restarted;
      for (const { classId } of halls) {
        const stored = await Promise.all(students.map((student) => myAttendance(rollcall, student, classId)));
        expect(stored).toEqual(students.map((_, index) => (index === 0 ? 'present' : 'absent')));
      }
    },
    LONGEST_MS,
  );
}
