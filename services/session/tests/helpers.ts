import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClassSummary, type PlacedClass, rpcs } from '@rollcall/contracts';
import { type Infra, type RedisCluster, startInfra, startRedisCluster } from '@rollcall/dev-infra';
import { answer, type Bus, createLogger, type Overrides, type Service } from '@rollcall/service-kit';
import {
  type AuthStandIn,
  createAuthStandIn,
  type Person,
  STAND_IN_DEVICE_SECRET,
  standIn,
} from '@rollcall/service-kit/testing';
import { Redis } from 'ioredis';
import { createSessionService, readConfig } from '../src/index.ts';

/** What class says of a class besides. */
type ClassFacts = Partial<Pick<ClassSummary, 'className' | 'courseName' | 'sessionDefaults'>> & {
  course?: PlacedClass['course'] & { ownerId: string };
};

/** A session service (or several) on real servers, with auth and class played at the NATS boundary. */
export interface TestHall {
  infra: Infra;
  auth: AuthStandIn;
  urls: string[];
  managementUrls: string[];
  redisUrl: string;
  services: Service[];
  cluster: RedisCluster | undefined;
  /** Makes a class; `enrol` may add to it later. */
  createClass(teacher: Person, students: Person[], more?: ClassFacts): string;
  enrol(classId: string, student: Person): void;
  /** Makes a course of classes, which may be none. */
  createCourse(owner: Person, classIds: string[]): string;
  /** Where files are stored. */
  folder: string;
  /** What class says from now on; nobody is told. */
  remove(classId: string, student: Person): void;
  setTeachers(classId: string, teachers: Person[]): void;
  archive(classId: string): void;
  /** Class's connection, to tell and to publish by. */
  classBus: Bus;
  /** Is awaited before class answers whether somebody is enrolled, with the answer already found. */
  hooks: {
    beforeEnrolledAnswer?: (() => Promise<void>) | undefined;
    /** The same before class answers who is enrolled. */
    beforeRosterAnswer?: (() => Promise<void>) | undefined;
  };
  call(token: string, method: string, path: string, body?: unknown, process?: number): Promise<Answer>;
  flushRedis(): Promise<void>;
  close(): Promise<void>;
}

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape they assert
  body: any;
  retryAfter: string | null;
}

export interface HallOptions {
  processes?: number;
  env?: Record<string, string>;
  /** A real cluster of three nodes instead of one Redis; default: when REDIS_CLUSTER says so, for all tests. */
  cluster?: boolean;
  /** Of each process. */
  overrides?: (process: number) => Overrides;
}

export async function openHall(options: HallOptions = {}): Promise<TestHall> {
  const infra = await startInfra({ provider: 'local' });
  const cluster = (options.cluster ?? process.env.REDIS_CLUSTER === 'true') ? await startRedisCluster() : undefined;
  const auth = await createAuthStandIn(infra.nats.url);
  const classes = new Map<string, { teacherIds: string[]; studentIds: string[]; more: ClassFacts }>();
  const courses = new Map<string, { ownerId: string; classIds: string[] }>();
  const archived = new Set<string>();
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-session-test-'));
  const hooks: TestHall['hooks'] = {};
  const classService = await standIn(infra.nats.url, [
    answer(rpcs.class.getClass, async (_, { classId }) => {
      const found = classes.get(classId);
      if (!found) return { class: null };
      const { teacherIds, more } = found;
      const { course: _course, ...facts } = more;
      return { class: { _id: classId, className: 'Physics', teacherIds, archived: archived.has(classId), ...facts } };
    }),
    answer(rpcs.class.roster, async (_, { classId, after, limit }) => {
      const all = (classes.get(classId)?.studentIds ?? []).toSorted().filter((id) => after === undefined || id > after);
      const studentIds = all.slice(0, limit);
      await hooks.beforeRosterAnswer?.();
      return { studentIds, next: all.length > limit ? (studentIds.at(-1) ?? null) : null };
    }),
    answer(rpcs.class.isEnrolled, async (_, { classId, studentId }) => {
      const enrolled = classes.get(classId)?.studentIds.includes(studentId) ?? false;
      await hooks.beforeEnrolledAnswer?.();
      return { enrolled };
    }),
    answer(rpcs.class.classesOfUser, async (_, { userId }) => ({
      classIds: [...classes]
        .filter(([, one]) => one.studentIds.includes(userId) || one.teacherIds.includes(userId))
        .map(([classId]) => classId),
    })),
    answer(rpcs.class.classesById, async (_, { classIds }) => ({
      classes: classIds.flatMap((classId) => placed(classId) ?? []),
    })),
    answer(rpcs.class.classesOfCourse, async (_, { courseId }) => {
      const made = courses.get(courseId);
      if (made) {
        const course = { _id: courseId, code: 'PHY', name: 'Physics', term: '2026', ownerId: made.ownerId };
        return { course, classes: made.classIds.flatMap((classId) => placed(classId) ?? []) };
      }
      const ofCourse = [...classes].filter(([, { more }]) => more.course?._id === courseId);
      const course = ofCourse[0]?.[1].more.course ?? null;
      return { course, classes: ofCourse.flatMap(([classId]) => placed(classId) ?? []) };
    }),
  ]);

  function placed(classId: string): PlacedClass | undefined {
    const found = classes.get(classId);
    if (!found) return undefined;
    const { teacherIds, more } = found;
    return { _id: classId, className: more.className ?? 'Physics', teacherIds, course: more.course ?? null };
  }

  const config = readConfig({
    HOST: '127.0.0.1',
    PORT: '0',
    MANAGEMENT_PORT: '0',
    NATS_URL: infra.nats.url,
    MONGODB_URL: infra.mongodb.url,
    REDIS_URL: cluster?.url ?? infra.redis.url,
    DEVICE_HASH_SECRET: STAND_IN_DEVICE_SECRET,
    QR_MASTER_SECRET: 'a master secret of thirty-two characters',
    OBJECT_STORE_FOLDER: folder,
    ...options.env,
  });
  const services = Array.from({ length: options.processes ?? 1 }, (_, process) =>
    createSessionService(config, { log: createLogger('session', 'silent'), ...options.overrides?.(process) }),
  );
  const addresses = await Promise.all(services.map((service) => service.start()));
  const urls = addresses.map(({ url }) => url);

  return {
    infra,
    auth,
    services,
    redisUrl: config.REDIS_URL,
    cluster,
    urls,
    managementUrls: addresses.map(({ managementUrl }) => managementUrl),
    createClass(teacher, students, more = {}) {
      const classId = `c${(classes.size + 1).toString(16).padStart(23, '0')}`;
      classes.set(classId, { teacherIds: [teacher._id], studentIds: students.map(({ _id }) => _id), more });
      return classId;
    },
    createCourse(owner, classIds) {
      const courseId = `d${(courses.size + 1).toString(16).padStart(23, '0')}`;
      courses.set(courseId, { ownerId: owner._id, classIds });
      return courseId;
    },
    folder,
    archive: (classId) => void archived.add(classId),
    enrol: (classId, student) => void classes.get(classId)?.studentIds.push(student._id),
    remove(classId, student) {
      const found = classes.get(classId);
      if (found) found.studentIds = found.studentIds.filter((studentId) => studentId !== student._id);
    },
    setTeachers(classId, teachers) {
      const found = classes.get(classId);
      if (found) found.teacherIds = teachers.map(({ _id }) => _id);
    },
    classBus: classService,
    hooks,
    async call(token, method, path, body, process = 0) {
      const response = await fetch(`${urls[process]}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: await response.json(), retryAfter: response.headers.get('retry-after') };
    },
    async flushRedis() {
      for (const { url } of cluster?.nodes ?? [infra.redis]) {
        const redis = new Redis(url);
        await redis.flushall();
        redis.disconnect();
      }
    },
    async close() {
      await Promise.all(services.map((service) => service.close()));
      await classService.close();
      await auth.close();
      await cluster?.stop();
      await infra.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
