import { createHash, createHmac, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Supervisor } from '@rollcall/dev-network';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import type { Hall } from '../hall/hall.ts';
import { studentId } from '../hall/neighbours.ts';

const MAC_KEY = 'the key of the floor';
/** Codes are read again so often: they rotate. */
const FOLLOW_MS = 3_000;

/** What is measured: Rollcall's session process, or the floor that does the same durable work. */
export interface Subject {
  name: 'Rollcall' | 'floor';
  port: number;
  path: string;
  processId(): number;
  /** New sessions with the first `size` students on each roster; `bodies` are requests with their codes, kept up to date. */
  open(sessions: number, size: number): Promise<OpenSessions>;
  close(): Promise<void>;
}

export interface OpenSessions {
  bodies: string[];
  /** Hears of new bodies until the result is called. */
  follow(onBodies: (bodies: string[]) => void): () => void;
  /** Rows in MongoDB. */
  countRecords(): Promise<number>;
}

const bodyOf = (token: string) => JSON.stringify({ token });
const ofSession = (sessionId: string) => ({ _id: { $gte: `${sessionId}.`, $lt: `${sessionId}/` } });

export async function measureRollcall(hall: Hall): Promise<Subject> {
  const mongo = await mongoose.createConnection(hall.infra.mongodb.url, { dbName: 'rollcall-session' }).asPromise();
  return {
    name: 'Rollcall',
    port: Number(new URL(hall.session.url).port),
    path: '/api/v1/scans',
    processId: () => hall.session.processId ?? 0,
    async open(sessions, size) {
      const ids: string[] = [];
      for (let n = 0; n < sessions; n += 1) ids.push(await hall.openSession(size));
      const read = async () => (await Promise.all(ids.map(hall.codeOf))).map(bodyOf);
      return {
        bodies: await read(),
        follow(onBodies) {
          const timer = setInterval(async () => onBodies(await read()), FOLLOW_MS);
          return () => clearInterval(timer);
        },
        countRecords: () => countIn(mongo, ids),
      };
    },
    close: () => mongo.close(),
  };
}

export async function measureFloor(hall: Hall): Promise<Subject> {
  const { infra, neighbours } = hall;
  const process = await Supervisor.start({
    script: fileURLToPath(new URL('floor/main.ts', import.meta.url)),
    env: {
      MONGODB_URL: infra.mongodb.url,
      REDIS_URL: infra.redis.url,
      JWK: JSON.stringify(await neighbours.jwk()),
      MAC_KEY,
      NODE_ENV: 'production',
    },
    logFile: '/dev/null',
  });
  const redis = new Redis(infra.redis.url);
  const mongo = await mongoose.createConnection(infra.mongodb.url, { dbName: 'floor' }).asPromise();
  return {
    name: 'floor',
    port: Number(new URL(process.url).port),
    path: '/',
    processId: () => process.processId ?? 0,
    async open(sessions, size) {
      const ids = Array.from({ length: sessions }, () => randomBytes(12).toString('hex'));
      const bodies = await Promise.all(ids.map(async (id) => bodyOf(await openOnFloor(redis, id, size))));
      return { bodies, follow: () => () => undefined, countRecords: () => countIn(mongo, ids) };
    },
    async close() {
      redis.disconnect();
      await mongo.close();
      await process.stop();
    },
  };
}

async function openOnFloor(redis: Redis, sessionId: string, size: number): Promise<string> {
  const bytes = Buffer.concat([Buffer.from(sessionId, 'hex'), randomBytes(13)]);
  const mac = createHmac('sha256', MAC_KEY).update(bytes).digest().subarray(0, 8);
  const token = Buffer.concat([bytes, mac]).toString('base64url');
  const prefix = `floor:{${sessionId}}`;
  await redis.hset(`${prefix}:meta`, {
    status: 'active',
    round: 1,
    lateAtMs: Date.now() + 3_600_000,
    present: 0,
    seq: 0,
  });
  await redis.set(`${prefix}:code`, createHash('sha256').update(token).digest('base64url'));
  for (let first = 0; first < size; first += 1_000) {
    const ids = Array.from({ length: Math.min(1_000, size - first) }, (_, n) => studentId(first + n));
    await redis.sadd(`${prefix}:roster`, ...ids);
  }
  return token;
}

async function countIn(mongo: mongoose.Connection, sessionIds: string[]): Promise<number> {
  let rows = 0;
  for (const id of sessionIds)
    rows += (await mongo.db?.collection<{ _id: string }>('records').countDocuments(ofSession(id))) ?? 0;
  return rows;
}
