/**
 * Auth, class and session as the gateway meets them: over NATS, with their state in the test. Everything else is real.
 */
import {
  type ClassFrame,
  liveClassSubject,
  liveSessionSubject,
  liveUserSubject,
  type SessionFrame,
  type UserFrame,
} from '@rollcall/contracts';
import {
  type Answer,
  type Bus,
  connectBus,
  createFoundation,
  publishLive,
  serveRpc,
  systemTrace,
  tellAll,
} from '@rollcall/service-kit';
import { AuthState } from './stand-ins/auth.ts';
import { ClassState } from './stand-ins/class.ts';
import { SessionState } from './stand-ins/session.ts';

const trace = systemTrace('test');

type Name = 'auth' | 'class' | 'session';

export class StandIns {
  readonly auth = new AuthState();
  readonly classes = new ClassState();
  readonly sessions = new SessionState();
  readonly #url: string;
  readonly #running = new Map<Name, Bus>();

  constructor(natsUrl: string) {
    this.#url = natsUrl;
  }

  async start(...names: Name[]): Promise<void> {
    const answers: Record<Name, Answer<unknown>[]> = {
      auth: this.auth.answers,
      class: this.classes.answers,
      session: this.sessions.answers,
    };
    for (const name of names) {
      const bus = await connectBus({ url: this.#url, service: name, ...createFoundation(name, 'silent') });
      serveRpc(bus, undefined, answers[name]);
      await bus.connection.flush();
      this.#running.set(name, bus);
    }
  }

  async stop(...names: Name[]): Promise<void> {
    for (const name of names) {
      await this.#running.get(name)?.close();
      this.#running.delete(name);
    }
  }

  /** Ends a log-in and tells everybody, as auth does. */
  async logOut(sessionId: string): Promise<void> {
    const forgetAtMs = Date.now() + 60_000;
    this.auth.ended.push({ sessionId, forgetAtMs });
    await tellAll(this.#bus('auth'), 'sessionEnded', { sessionId, forgetAtMs }, trace);
  }

  async enrol(classId: string, studentId: string, enrolled = true): Promise<void> {
    this.classes.enrol(classId, studentId, enrolled);
    await tellAll(this.#bus('class'), 'enrolmentChanged', { classId, studentId, enrolled }, trace);
  }

  async addTeacher(classId: string, teacherId: string): Promise<void> {
    this.classes.addTeacher(classId, teacherId);
    await tellAll(this.#bus('class'), 'classCreated', { classId, teacherId }, trace);
  }

  async removeTeacher(classId: string, teacherId: string): Promise<void> {
    this.classes.removeTeacher(classId, teacherId);
    await tellAll(this.#bus('class'), 'teacherRemoved', { classId, teacherId }, trace);
  }

  async createClass(teacherId: string): Promise<string> {
    const classId = this.classes.create(teacherId);
    await tellAll(this.#bus('class'), 'classCreated', { classId, teacherId }, trace);
    return classId;
  }

  /** Sends frames about a session, as its processes do. */
  async show(sessionId: string, ...frames: SessionFrame[]): Promise<void> {
    const bus = this.#bus('session');
    for (const frame of frames) publishLive(bus, liveSessionSubject(sessionId), frame, trace);
    await bus.connection.flush();
  }

  async showToClass(classId: string, frame: ClassFrame): Promise<void> {
    const bus = this.#bus('session');
    publishLive(bus, liveClassSubject(classId), frame, trace);
    await bus.connection.flush();
  }

  async showToUser(userId: string, ...frames: UserFrame[]): Promise<void> {
    const bus = this.#bus('session');
    for (const frame of frames) publishLive(bus, liveUserSubject(userId), frame, trace);
    await bus.connection.flush();
  }

  #bus(name: Name): Bus {
    const bus = this.#running.get(name);
    if (!bus) throw new Error(`${name} does not run`);
    return bus;
  }
}
