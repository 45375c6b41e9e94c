/*
 * The hand-written floor of a scan: the same durable work (token, decision in Redis, majority and journal in MongoDB, stored
 * in Redis, answer) with nothing around it.
 */
import { createHash, createHmac, createPublicKey, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Redis } from 'ioredis';
import jwt from 'jsonwebtoken';
import { mongo } from 'mongoose';
import { createBatcher } from './batcher.ts';

interface Scan {
  sessionId: string;
  studentId: string;
  tokenHash: string;
}

const { PORT, MANAGEMENT_PORT, MONGODB_URL = '', REDIS_URL = '', JWK = '', MAC_KEY = '' } = process.env;
const redis = new Redis(REDIS_URL, { enableAutoPipelining: true });
const lua = (name: string) => readFileSync(new URL(`${name}.lua`, import.meta.url), 'utf8');
redis.defineCommand('accept', { lua: lua('accept'), numberOfKeys: 4 });
redis.defineCommand('store', { lua: lua('store'), numberOfKeys: 2 });
const commands = redis as unknown as Record<'accept' | 'store', (...args: (string | number)[]) => Promise<unknown>>;

const client = await new mongo.MongoClient(MONGODB_URL, { writeConcern: { w: 'majority', journal: true } }).connect();
const records = client.db('floor').collection<{ _id: string }>('records');
const publicKey = createPublicKey({ key: JSON.parse(JWK), format: 'jwk' });
const verified = new Map<string, { userId: string; exp: number }>();

const decisions = createBatcher<Scan, string>(1, async (scans) => {
  const verdicts = new Map<Scan, string>();
  const bySession = Map.groupBy(scans, ({ sessionId }) => sessionId);
  const decide = async ([sessionId, ofSession]: [string, Scan[]]) => {
    const keys = keysOf(sessionId);
    const args = ofSession.flatMap(({ studentId, tokenHash }) => [studentId, tokenHash]);
    const answer = await commands.accept(keys.meta, keys.roster, keys.marks, keys.code, ofSession.length, ...args);
    const [now, ...said] = answer as [number, ...string[]];
    for (const [at, scan] of ofSession.entries()) verdicts.set(scan, `${said[at]}${now}`);
  };
  await Promise.all([...bySession].map(decide));
  return scans.map((scan) => verdicts.get(scan) ?? '');
});

const commits = createBatcher<Scan & { at: number }, void>(2, async (scans) => {
  await records.insertMany(scans.map(toRecord), { ordered: false });
  const bySession = Map.groupBy(scans, ({ sessionId }) => sessionId);
  for (const [sessionId, ofSession] of bySession) {
    const keys = keysOf(sessionId);
    await commands.store(
      keys.meta,
      keys.marks,
      'present',
      ofSession[0]?.at ?? 0,
      ...ofSession.map(({ studentId }) => studentId),
    );
  }
  return scans.map(() => undefined);
});

function toRecord({ sessionId, studentId, tokenHash, at }: Scan & { at: number }) {
  return {
    _id: `${sessionId}.1.${studentId}`,
    institutionId: 'default',
    sessionId,
    classId: sessionId,
    studentId,
    roundNumber: 1,
    status: 'present',
    verification: 'confirmed',
    method: 'qr',
    recordedAt: new Date(at),
    tokenHash,
    schemaVersion: 1,
    rev: 1,
  };
}

function keysOf(sessionId: string) {
  const prefix = `floor:{${sessionId}}`;
  return { meta: `${prefix}:meta`, roster: `${prefix}:roster`, marks: `${prefix}:marks`, code: `${prefix}:code` };
}

function callerOf(authorization: string): string | undefined {
  let known = verified.get(authorization);
  if (!known) {
    const payload = jwt.verify(authorization.slice(7), publicKey, { algorithms: ['RS256'] }) as jwt.JwtPayload;
    known = { userId: payload.userId, exp: (payload.exp ?? 0) * 1000 };
    verified.set(authorization, known);
  }
  return known.exp > Date.now() ? known.userId : undefined;
}

/** Session and hash of a token whose MAC is right. */
function readToken(text: string): Pick<Scan, 'sessionId' | 'tokenHash'> | undefined {
  const bytes = Buffer.from(text, 'base64url');
  const mac = createHmac('sha256', MAC_KEY).update(bytes.subarray(0, 25)).digest().subarray(0, 8);
  if (bytes.length !== 33 || !timingSafeEqual(mac, bytes.subarray(25))) return undefined;
  const tokenHash = createHash('sha256').update(text).digest('base64url');
  return { sessionId: bytes.toString('hex', 0, 12), tokenHash };
}

async function scan(authorization: string, body: string): Promise<[number, object]> {
  const studentId = callerOf(authorization);
  const read = readToken(JSON.parse(body).token);
  if (!studentId || !read) return [400, { success: false }];
  const asked = { ...read, studentId };
  const verdict = await decisions.add(asked);
  if (!'pl'.includes(verdict.charAt(0))) return [409, { success: false, code: verdict }];
  const at = Number(verdict.slice(1));
  await commits.add({ ...asked, at });
  return [
    200,
    { success: true, data: { record: toRecord({ ...asked, at }), status: 'present', className: 'Physics' } },
  ];
}

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', async () => {
    const [status, answer] = await scan(request.headers.authorization ?? '', body).catch(() => [500, {}] as const);
    const text = JSON.stringify(answer);
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    response.end(text);
  });
});
server.listen(Number(PORT), '127.0.0.1');
createServer((_, response) => response.end('{}')).listen(Number(MANAGEMENT_PORT), '127.0.0.1');
