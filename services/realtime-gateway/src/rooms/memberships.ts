import { type Actor, rpcs } from '@rollcall/contracts';
import { type Bus, onControl, request, systemTrace } from '@rollcall/service-kit';

const RETRY_MS = 1_000;
const LOADS_AT_ONCE = 20;

/** An open socket, told which classes its person is in. */
export interface Member {
  actor: Actor;
  enter(classId: string): void;
  leave(classId: string): void;
}

interface Entry {
  member: Member;
  classIds: Set<string>;
  /** Changes heard since the latest loading began: they are newer than its answer. */
  heard: Map<string, boolean>;
}

/**
 * Keeps the classes of every open socket's person as they are now: asked for when the socket opens and after NATS was
 * away, changed by what class tells everybody.
 */
export class Memberships {
  readonly #bus: Bus;
  readonly #entries = new Map<Member, Entry>();
  readonly #byUser = new Map<string, Set<Entry>>();
  readonly #unloaded = new Set<Entry>();
  readonly #timer: NodeJS.Timeout;
  #loading = false;

  constructor(bus: Bus) {
    this.#bus = bus;
    onControl(bus, 'enrolmentChanged', ({ classId, studentId, enrolled }) => this.#hear(studentId, classId, enrolled));
    onControl(bus, 'classCreated', ({ classId, teacherId }) => this.#hear(teacherId, classId, true));
    onControl(bus, 'teacherRemoved', ({ classId, teacherId }) => this.#hear(teacherId, classId, false));
    bus.onReconnect(() => {
      for (const entry of this.#entries.values()) this.#unloaded.add(entry);
      void this.#loadAgain();
    });
    this.#timer = setInterval(() => this.#loadAgain(), RETRY_MS);
  }

  /** Resolves when the classes are known. If they can't be had now, they are asked for again until they can. */
  async add(member: Member): Promise<void> {
    const entry = { member, classIds: new Set<string>(), heard: new Map<string, boolean>() };
    this.#entries.set(member, entry);
    const { userId } = member.actor;
    this.#byUser.set(userId, (this.#byUser.get(userId) ?? new Set()).add(entry));
    await this.#load(entry);
  }

  /** Whether a person is known to be in a class, now. */
  has({ userId }: Actor, classId: string): boolean {
    if (!this.#bus.isUp()) return false;
    const known = [...(this.#byUser.get(userId) ?? [])].filter((entry) => !this.#unloaded.has(entry));
    return known.some(({ classIds }) => classIds.has(classId));
  }

  remove(member: Member): void {
    const entry = this.#entries.get(member);
    if (!entry) return;
    const { userId } = member.actor;
    const others = this.#byUser.get(userId);
    others?.delete(entry);
    if (others?.size === 0) this.#byUser.delete(userId);
    this.#entries.delete(member);
    this.#unloaded.delete(entry);
    for (const classId of entry.classIds) member.leave(classId);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #hear(userId: string, classId: string, isIn: boolean): void {
    for (const entry of this.#byUser.get(userId) ?? []) {
      entry.heard.set(classId, isIn);
      this.#put(entry, classId, isIn);
    }
  }

  #put({ member, classIds }: Entry, classId: string, isIn: boolean): void {
    if (isIn && classIds.has(classId)) return;
    if (isIn) classIds.add(classId);
    else classIds.delete(classId);
    if (isIn) member.enter(classId);
    // Also when it is not known to be in: the session service may have let it in.
    else member.leave(classId);
  }

  async #load(entry: Entry): Promise<void> {
    const { member } = entry;
    const heard = new Map<string, boolean>();
    entry.heard = heard;
    try {
      const trace = { ...systemTrace(this.#bus.ids.unique()), actor: member.actor };
      const answer = await request(this.#bus, rpcs.class.classesOfUser, member.actor, trace);
      const superseded = entry.heard !== heard || this.#entries.get(member) !== entry;
      if (superseded) return;
      const now = new Set(answer.classIds);
      for (const classId of new Set([...entry.classIds, ...now])) {
        this.#put(entry, classId, heard.get(classId) ?? now.has(classId));
      }
      this.#unloaded.delete(entry);
    } catch (error) {
      this.#bus.log.warn({ err: error }, 'classes of a person: again later');
      if (this.#entries.get(member) === entry) this.#unloaded.add(entry);
    }
  }

  async #loadAgain(): Promise<void> {
    if (this.#loading || !this.#bus.isUp()) return;
    this.#loading = true;
    const waiting = [...this.#unloaded].values();
    const work = async () => {
      for (const entry of waiting) await this.#load(entry);
    };
    await Promise.all(Array.from({ length: LOADS_AT_ONCE }, work));
    this.#loading = false;
  }
}
