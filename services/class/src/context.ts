import { type Imports, openImports } from '@rollcall/imports';
import {
  type Bus,
  connectBus,
  connectMongo,
  connectRedis,
  createGuessThrottle,
  createHandledEvents,
  createIndexes,
  createParkedEvents,
  createPublishedEvents,
  createTokenGuard,
  type Foundation,
  type GuessThrottle,
  type HandledEvents,
  natsOptions,
  type ParkedEvents,
  type PublishedEvents,
  queueRedisUrl,
  remoteAuthority,
  type ServiceContext,
  type TokenGuard,
} from '@rollcall/service-kit';
import type { Config } from './env.ts';
import { type RosterImportKind, rosterImports as rosterImportDefinition } from './imports/roster-imports.ts';
import { type Catalogue, createCatalogue } from './store/catalogue.ts';
import { type Classes, createClasses } from './store/classes.ts';
import { type Courses, createCourses } from './store/courses.ts';
import { createEnrolments, type Enrolments } from './store/enrolments.ts';
import { createJoinCodes, type JoinCodes } from './store/join-codes.ts';
import { createJoinRequests, type JoinRequests } from './store/join-requests.ts';

const GUESSES_SECONDS = 15 * 60;

export interface Context extends ServiceContext {
  config: Config;
  bus: Bus;
  guard: TokenGuard;
  handledEvents: HandledEvents;
  parkedEvents: ParkedEvents;
  publishedEvents: PublishedEvents;
  courses: Courses;
  classes: Classes;
  catalogue: Catalogue;
  enrolments: Enrolments;
  joinCodes: JoinCodes;
  joinRequests: JoinRequests;
  joinThrottle: GuessThrottle;
  rosterImports: Imports<RosterImportKind>;
}

/** Opens what the service needs, in this order; `close` closes it in reverse, also what was open when a later step failed. */
export async function createContext(config: Config, foundation: Foundation): Promise<Context> {
  const { clock, ids, health, log, metrics, closers } = foundation;
  try {
    const bus = closers.add(
      await connectBus({ ...natsOptions(config), service: 'class', clock, ids, health, log }),
      (open) => open.close(),
    );
    const database = `${config.MONGODB_DATABASE_PREFIX}class`;
    const mongo = closers.add(await connectMongo(config.MONGODB_URL, database, health), (open) => open.close());
    const redis = closers.add(await connectRedis(config.REDIS_URL, health, log), (open) => open.disconnect());
    const courses = createCourses(mongo, bus);
    closers.add(courses.outbox, (outbox) => outbox.close());
    const classes = createClasses(mongo, bus);
    closers.add(classes.outbox, (outbox) => outbox.close());
    const enrolments = createEnrolments(mongo, bus);
    closers.add(enrolments.outbox, (outbox) => outbox.close());
    const joinCodes = createJoinCodes(mongo, bus);
    closers.add(joinCodes.outbox, (outbox) => outbox.close());
    const joinRequests = createJoinRequests(mongo);
    const handledEvents = createHandledEvents(mongo);
    const parkedEvents = createParkedEvents(mongo);
    const publishedEvents = createPublishedEvents(mongo);
    const rosterImports = closers.add(
      openImports(rosterImportDefinition, {
        connection: mongo,
        redisUrl: queueRedisUrl(config),
        clock,
        ids,
        log,
        metrics,
      }),
      (open) => open.close(),
    );
    await createIndexes(mongo);
    const guard = closers.add(createTokenGuard(bus, config, remoteAuthority(bus)), (open) => open.close());
    return {
      ...foundation,
      config,
      bus,
      guard,
      handledEvents,
      parkedEvents,
      publishedEvents,
      courses,
      classes,
      catalogue: createCatalogue(mongo),
      enrolments,
      joinCodes,
      joinRequests,
      joinThrottle: createGuessThrottle(redis, log, {
        ofUser: { name: 'join-failures-of-user', points: config.FAILED_JOINS_PER_USER, seconds: GUESSES_SECONDS },
        ofAddress: {
          name: 'join-failures-of-address',
          points: config.FAILED_JOINS_PER_ADDRESS,
          seconds: GUESSES_SECONDS,
        },
      }),
      rosterImports,
      close: () => closers.close(),
    };
  } catch (error) {
    await closers.close();
    throw error;
  }
}
