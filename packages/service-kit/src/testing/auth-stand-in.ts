import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { DEVICE_HASH_PURPOSE, type DeviceEvidence, INSTITUTION_ID, type Role, rpcs } from '@rollcall/contracts';
import jwt from 'jsonwebtoken';
import { AppError } from '../app-error.ts';
import { createKeyedHash } from '../keyed-hash.ts';
import { tellAll } from '../nats/control.ts';
import { answer } from '../nats/rpc.ts';
import { ACCESS_TOKEN_ALGORITHM, ACCESS_TOKEN_TYPE } from '../tokens/claims.ts';
import { systemTrace } from '../trace.ts';
import { standIn } from './stand-in.ts';

const ISSUER = 'rollcall';
const KEY_ID = 'stand-in';
/** What it hashes the ids of devices with. */
export const STAND_IN_DEVICE_SECRET = 'a device secret of thirty-two characters';

export interface Person {
  _id: string;
  name: string;
  email: string;
  role: Role;
  disabled: boolean;
  studentNumber?: string | null;
}

export type AuthStandIn = Awaited<ReturnType<typeof createAuthStandIn>>;

/** Plays auth for the test of another service: people, real RS256 tokens, their public key, and endings. */
export async function createAuthStandIn(natsUrl: string) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, use: 'sig', alg: ACCESS_TOKEN_ALGORITHM };
  const people = new Map<string, Person>();
  const ended = new Map<string, number>();
  const devices = new Map<string, DeviceEvidence>();
  const hashDeviceId = createKeyedHash(STAND_IN_DEVICE_SECRET, DEVICE_HASH_PURPOSE);
  const bus = await standIn(natsUrl, [
    answer(rpcs.auth.jwks, async () => ({ keys: [jwk] })),
    answer(rpcs.auth.usersById, async (_, { ids }) => ({ users: ids.flatMap((id) => people.get(id) ?? []) })),
    answer(rpcs.auth.usersByEmail, async (_, { emails }) => ({
      users: emails.flatMap((asked) =>
        [...people.values()].filter(({ email }) => email === asked.toLowerCase()).map((one) => ({ ...one, asked })),
      ),
    })),
    answer(rpcs.auth.usersByStudentNumber, async (_, { studentNumbers }) => ({
      users: [...people.values()].filter(
        ({ studentNumber = null }) => studentNumber !== null && studentNumbers.includes(studentNumber),
      ),
    })),
    answer(rpcs.auth.ensureStudents, async (_, { importId, students }) => ({
      students: students.map((student) => ensureStudent(importId, student)),
    })),
    answer(rpcs.auth.devicesOfRoster, async (_, { userIds }) => ({
      devices: reachable(userIds).flatMap((userId) => boundDevice(userId) ?? []),
    })),
    answer(rpcs.auth.bindDevice, async (_, { userId, device }) => ({ outcome: useDevice(reachable(userId), device) })),
    answer(rpcs.auth.endedSince, async () => ({
      ended: [...ended].map(([sessionId, forgetAtMs]) => ({ sessionId, forgetAtMs })),
      nowMs: Date.now(),
      more: false,
    })),
    answer(rpcs.auth.isSessionActive, async (_, { sessionId }) => ({ active: !ended.has(sessionId) })),
  ]);
  const madeBy = new Map<string, string>();
  let devicesAreAway = false;
  let serial = 0;

  function reachable<Asked>(asked: Asked): Asked {
    if (devicesAreAway) throw new AppError('try_again');
    return asked;
  }

  /** Whoever has the address, made for the import if nobody had. */
  function ensureStudent(
    importId: string,
    { email, name, studentNumber }: Record<'email' | 'name' | 'studentNumber', string>,
  ) {
    const holder = [...people.values()].find((one) => one.email === email);
    const user = holder ?? addPerson('student', { email, name, studentNumber: studentNumber || null });
    if (!holder) madeBy.set(user._id, importId);
    return { user, created: madeBy.get(user._id) === importId, problem: null };
  }

  function boundDevice(userId: string) {
    const device = devices.get(userId);
    if (!device) return undefined;
    const idHash = device.kind === 'key' ? null : hashDeviceId(`${device.kind}:${device.id}`);
    const publicKey = device.kind === 'key' ? device.publicKey : null;
    return { userId, deviceId: userId, kind: device.kind, idHash, publicKey };
  }

  function useDevice(userId: string, device: DeviceEvidence) {
    const before = devices.get(userId);
    if (!before) devices.set(userId, device);
    if (!before) return 'bound' as const;
    return JSON.stringify(before) === JSON.stringify(device) ? ('same' as const) : ('other' as const);
  }

  function addPerson(role: Role, change: Partial<Person>): Person {
    serial += 1;
    const _id = `${role === 'teacher' ? 'a' : 'b'}${serial.toString(16).padStart(23, '0')}`;
    const person = {
      _id,
      name: `${role} ${serial}`,
      email: `${role}${serial}@example.org`,
      role,
      disabled: false,
      ...change,
    };
    people.set(person._id, person);
    return person;
  }

  return {
    /** A new person of a role. */
    person: (role: Role, change: Partial<Person> = {}): Person => addPerson(role, change),

    /** Binds a device to somebody, and lets it go again. Whether a key proved anything is not looked at. */
    bindDevice: (userId: string, device: DeviceEvidence) => void devices.set(userId, device),
    releaseDevice: (userId: string) => void devices.delete(userId),

    /** Whether questions about devices fail, as when auth is away; all else is answered. */
    setDevicesAway(away: boolean): void {
      devicesAreAway = away;
    },

    /** An access token of a person; `sessionId` names the log-in session, `claims` overrides what the token says. */
    token(person: Pick<Person, '_id' | 'role'>, sessionId: string = randomUUID(), claims: object = {}): string {
      const { _id: userId, role } = person;
      const nowSeconds = Math.floor(Date.now() / 1000);
      const payload = {
        iss: ISSUER,
        aud: ISSUER,
        sub: userId,
        userId,
        role,
        sid: sessionId,
        institutionId: INSTITUTION_ID,
      };
      return jwt.sign({ ...payload, iat: nowSeconds, exp: nowSeconds + 600, ...claims }, privateKey, {
        algorithm: ACCESS_TOKEN_ALGORITHM,
        header: { alg: ACCESS_TOKEN_ALGORITHM, typ: ACCESS_TOKEN_TYPE, kid: KEY_ID },
      });
    },

    /** Ends a log-in session and tells everybody. */
    async end(sessionId: string): Promise<void> {
      const forgetAtMs = Date.now() + 600_000;
      ended.set(sessionId, forgetAtMs);
      await tellAll(bus, 'sessionEnded', { sessionId, forgetAtMs }, systemTrace('test'));
    },

    close: () => bus.close(),
  };
}
