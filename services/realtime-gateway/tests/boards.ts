import type { Change, ServerEvent, Snapshot, serverEvents } from '@rollcall/contracts';
import { expect } from 'vitest';
import type { z } from 'zod';
import type { Network, Person } from './network.ts';
import type { RealtimeClient } from './realtime-client.ts';
import { type Session, snapshotOf } from './stand-ins/session.ts';
import { until } from './until.ts';

type Data<Event extends ServerEvent> = z.infer<(typeof serverEvents)[Event]>;

/** A client that joins once, with the board that its frames make of its first snapshot. */
export class Watcher {
  readonly client: RealtimeClient;
  readonly first: Snapshot;

  constructor(client: RealtimeClient, first: Snapshot) {
    this.client = client;
    this.first = first;
  }

  get events(): string[] {
    return this.client.frames.map(({ event }) => event);
  }

  framesOf<Event extends ServerEvent>(event: Event): Data<Event>[] {
    return this.client.frames.filter((frame) => frame.event === event).map(({ data }) => data as Data<Event>);
  }

  /** Epochs that it has been told of. */
  get epochs(): string[] {
    return [...new Set(this.framesOf('attendance:updated').map(({ epoch }) => epoch))];
  }

  /** The board by all frames of its epoch; throws when one of them does not follow. */
  get board() {
    const { epoch } = this.first;
    let { seq, summary } = this.first;
    const marks = new Map<string, Change>(this.first.marks.map((mark) => [mark.studentId, mark]));
    for (const frame of this.framesOf('attendance:updated').filter((one) => one.epoch === epoch)) {
      if (frame.seq <= seq) continue;
      if (frame.fromSeq > seq + 1) throw new Error(`a gap: ${seq} ${frame.fromSeq}`);
      ({ seq, summary } = frame);
      for (const change of frame.changes) marks.set(change.studentId, change);
    }
    return { epoch, seq, summary, marks: byStudent(marks.values()) };
  }
}

/** What somebody should see. */
export function truth(session: Session, person: Person) {
  const { epoch, seq, summary, marks } = snapshotOf(session);
  const own = marks.filter(({ studentId }) => person.role === 'teacher' || studentId === person.userId);
  return { epoch, seq, summary, marks: byStudent(own) };
}

export function byStudent(marks: Iterable<Change>): Change[] {
  return [...marks].sort((one, other) => one.studentId.localeCompare(other.studentId));
}

export async function watch(network: Network, person: Person, sessionId: string, gateway = 0): Promise<Watcher> {
  const client = await network.realtime(person, gateway);
  return new Watcher(client, (await client.answered('session:join', { sessionId })) as Snapshot);
}

/** Resolves when the boards are true, with the ms that it took; nobody joined again. */
export async function healed(session: Session, watchers: [Watcher, Person][]): Promise<number> {
  const startedAtMs = performance.now();
  for (const [watcher, person] of watchers) {
    await until(() => expect(watcher.board).toEqual(truth(session, person)));
  }
  return performance.now() - startedAtMs;
}
