import { connectLive, type LiveBoard, withRetry } from '@rollcall/client';
import { type PolicyInput, routes, type Session } from '@rollcall/contracts';
import { type Account, patient } from '../demo/accounts.ts';
import { enrol } from '../demo/find-or-create-class.ts';
import { endSession, openSession } from '../demo/open-session.ts';
import { accountAt, type People } from './hall.ts';
import { settle } from './settle.ts';
import { type WatchedWall, watchWall } from './wall.ts';

const END_PATIENCE_MS = 20_000;

/** A running session with its wall and the teacher's board. */
export interface Stage {
  sessionId: string;
  wall: WatchedWall;
  board: LiveBoard;
  readonly isOpen: boolean;
  /** When the teacher was first told that the session has ended. */
  readonly endKnownAtMs: number;
  /** Ends the session, at once, through the process or the edge at `origin`. */
  end(origin: string): Promise<void>;
  /** The session when it has ended; a closing that a dead process left half done is finished by another one. */
  ended(): Promise<Session>;
  close(): Promise<void>;
}

export async function openClass({ teacher, students }: People, className: string): Promise<string> {
  const { _id } = await teacher.client.call(routes.createClass, { body: { className } });
  await enrol(teacher, _id, students);
  return _id;
}

export async function openStage(teacher: Account, classId: string, policy: PolicyInput | undefined): Promise<Stage> {
  const { client, token } = teacher;
  const { _id: sessionId } = await openSession(teacher, classId, policy);
  const wall = await watchWall(teacher, sessionId);
  const live = await withRetry(() => connectLive({ origin: client.origin, token }), patient);
  const board = await withRetry(() => live.watch(sessionId), patient);
  const read = () => withRetry(() => client.call(routes.getSession, { ids: { id: sessionId } }), patient);
  let endKnownAtMs = Number.POSITIVE_INFINITY;
  return {
    sessionId,
    wall,
    board,
    get isOpen() {
      return endKnownAtMs === Number.POSITIVE_INFINITY;
    },
    get endKnownAtMs() {
      return endKnownAtMs;
    },
    async end(origin) {
      await endSession(accountAt(teacher, origin, END_PATIENCE_MS), sessionId);
      endKnownAtMs = Math.min(endKnownAtMs, Date.now());
    },
    ended: () => settle(read, ({ status }) => status === 'ended', END_PATIENCE_MS),
    async close() {
      await wall.close();
      live.close();
    },
  };
}
