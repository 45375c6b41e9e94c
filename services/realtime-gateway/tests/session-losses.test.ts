import { connectLive, type LiveBoard, type LiveConnection } from '@rollcall/client';
import type { AttendanceStatus, SessionFrame } from '@rollcall/contracts';
import { expect, it } from 'vitest';
import { byStudent, truth } from './boards.ts';
import { type Person, useNetwork } from './network.ts';
import { newId } from './stand-ins/ids.ts';
import { endRound, mark, rebuild, showCode, startRound } from './stand-ins/moves.ts';
import { until } from './until.ts';

const network = useNetwork();
const BURSTS = 12;
const STATUSES: AttendanceStatus[] = ['present', 'late', 'absent', 'excused'];

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Loses some frames, sends some twice, and lets some overtake others. */
function disturb(frames: SessionFrame[], random: () => number): SessionFrame[] {
  const arriving = frames.flatMap((frame, index) => {
    const copies = random() < 0.15 ? 0 : random() < 0.15 ? 2 : 1;
    return Array.from({ length: copies }, () => ({ frame, at: index + (random() < 0.3 ? random() * 8 : 0) }));
  });
  return arriving.sort((one, other) => one.at - other.at).map(({ frame }) => frame);
}

it.each([1, 2, 3, 4, 5, 6])(
  'every board comes to the true state whatever is lost on the way (seed %i)',
  async (seed) => {
    const random = randomFrom(seed);
    const { teacher, anna, ben, session, sessionId } = network.current.open();
    const others = Array.from({ length: 10 }, newId);
    const links: LiveConnection[] = [];
    const boards: [LiveBoard, Person][] = [];
    for (const [index, person] of [teacher, anna, ben, teacher, anna].entries()) {
      const { token } = network.current.standIns.auth.logIn(person);
      const link = await connectLive({ origin: network.current.url(index % 2), token });
      links.push(link);
      boards.push([await link.watch(sessionId), person]);
    }
    const happen = (): SessionFrame[] => {
      const dice = random();
      if (dice < 0.03) return [startRound(session)];
      if (dice < 0.05 && session.round?.endsAt === null) return [endRound(session)];
      if (dice < 0.06) rebuild(session);
      if (dice < 0.1 && session.round?.endsAt === null) return [showCode(session)];
      const students = [anna.userId, ben.userId, ...others];
      const [student = '', status] = [students, STATUSES].map((list) => list[Math.floor(random() * list.length)]);
      return [mark(session, student, status as AttendanceStatus)];
    };
    const expectTrue = async () => {
      for (const [board, person] of boards) {
        await until(() => {
          const { epoch, seq, summary, marks, round, codes } = board.state;
          expect({ epoch, seq, summary, marks: byStudent(marks.values()) }).toEqual(truth(session, person));
          expect(round).toEqual(session.round);
          expect(codes ?? []).toEqual(person.role === 'teacher' ? session.codes : []);
        });
      }
    };
    for (let burst = 1; burst <= BURSTS; burst += 1) {
      const frames = Array.from({ length: 15 }, happen).flat();
      await network.current.standIns.show(sessionId, ...disturb(frames, random).slice(0, -2));
      if (burst % 4 === 0) await expectTrue();
    }
    for (const link of links) link.close();
  },
);
