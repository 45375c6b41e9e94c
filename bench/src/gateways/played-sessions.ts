import { liveSessionSubject, rpcs, type SessionFrame, type Snapshot } from '@rollcall/contracts';
import { answer, publishLive, systemTrace } from '@rollcall/service-kit';
import { standIn } from '@rollcall/service-kit/testing';

/** The session service as gateways know it, played at the NATS boundary: sessions in which nothing happens by itself. */
export interface PlayedSessions {
  /** Ids are those of their classes with another first letter. */
  add(classId: string, students: number): string;
  /** Tells whoever is in a session. */
  tell(sessionId: string, frame: SessionFrame): void;
  close(): Promise<void>;
}

const SESSION = 'd';
const CLASS = 'c';

export async function playSessions(natsUrl: string): Promise<PlayedSessions> {
  const sessions = new Map<string, number>();
  const classOf = (sessionId: string) => sessionId.replace(SESSION, CLASS);
  const bus = await standIn(natsUrl, [
    answer(rpcs.session.mayJoin, async (_, { by, sessionId }) => ({
      audience: by.role === 'student' ? ('students' as const) : ('teachers' as const),
      classId: classOf(sessionId),
    })),
    answer(rpcs.session.snapshot, async (_, { sessionId }) => ({ snapshot: snapshotOf(sessionId) })),
    answer(rpcs.session.positions, async (_, { sessionIds }) => ({
      positions: sessionIds.map((sessionId) => ({ sessionId, epoch: 'one', seq: 0 })),
    })),
  ]);

  function snapshotOf(sessionId: string): Snapshot {
    const summary = { present: 0, late: 0, absent: 0, excused: 0, total: sessions.get(sessionId) ?? 0 };
    const position = { epoch: 'one', seq: 0 };
    return {
      sessionId,
      classId: classOf(sessionId),
      status: 'active',
      round: null,
      ...position,
      marks: [],
      summary,
      qr: null,
    };
  }

  return {
    add(classId, students) {
      const sessionId = classId.replace(CLASS, SESSION);
      sessions.set(sessionId, students);
      return sessionId;
    },
    tell: (sessionId, frame) => publishLive(bus, liveSessionSubject(sessionId), frame, systemTrace('bench')),
    close: () => bus.close(),
  };
}
