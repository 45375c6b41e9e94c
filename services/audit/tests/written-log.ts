import { createIdSource, createLogger, type Logger, systemClock } from '@rollcall/service-kit';
import mongoose from 'mongoose';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { Entry } from '../src/domain/entry.ts';
import { readConfig } from '../src/index.ts';
import type { LogParts } from '../src/operations/log-parts.ts';
import { openLogStore } from '../src/store/log-store.ts';
import { type AuditTest, mark, newId, openAudit } from './helpers.ts';

export const COUNT = 12;

/** An audit service for the tests of a file, with an empty log before each. */
export function useEmptyLog(logger: Logger = createLogger('audit', 'silent')) {
  const log = {} as { audit: AuditTest; parts: LogParts; connection: mongoose.Connection };
  beforeAll(async () => {
    log.audit = await openAudit();
    const { url } = log.audit.infra.mongodb;
    log.connection = await mongoose.createConnection(url, { dbName: 'rollcall-audit' }).asPromise();
  });
  afterAll(async () => {
    await log.connection?.close();
    await log.audit?.close();
  });
  beforeEach(async () => {
    const { entries, parts: personal, heads, signed } = log.audit.database;
    await Promise.all([entries, personal, heads, signed].map((one) => one.deleteMany()));
    log.parts = {
      store: await openLogStore(log.connection, systemClock),
      clock: systemClock,
      ids: createIdSource(systemClock),
      log: logger,
      config: readConfig(log.audit.variables),
    };
  });
  return log;
}

/** The same with a log of one session with twelve marks, in one chain. */
export function useWrittenLog() {
  const written = Object.assign(useEmptyLog(), {
    sessionId: '',
    teacherId: '',
    studentIds: [] as string[],
    chain: 0,

    async at(position: number): Promise<Entry> {
      const found = await written.audit.database.entries.findOne({ position });
      if (!found) throw new Error(`no entry at ${position}`);
      return found;
    },

    problem: async () => (await written.audit.verify()).problem,

    /** Moves entries out of each other's way, from the last one down or the first one up. */
    async move(from: number, by: 1 | -1) {
      const positions = Array.from({ length: COUNT - from + 1 }, (_, n) => from + n);
      for (const position of by === 1 ? positions.reverse() : positions) {
        await written.audit.database.entries.updateOne({ position }, { $inc: { position: by } });
      }
    },
  });

  beforeEach(async () => {
    const { audit } = written;
    Object.assign(written, {
      sessionId: newId(),
      teacherId: newId(),
      studentIds: Array.from({ length: COUNT }, newId),
    });
    const { sessionId, teacherId, studentIds } = written;
    await audit.publish(studentIds.map((studentId) => mark(sessionId, studentId, teacherId)));
    await audit.untilEntries(COUNT);
    expect(await written.problem()).toBeNull();
    written.chain = (await written.at(1)).chain;
  });
  return written;
}
