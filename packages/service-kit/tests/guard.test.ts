import { generateKeyPairSync } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { afterEach, expect, test, vi } from 'vitest';
import { CloseStack } from '../src/close-stack.ts';
import { tellAll } from '../src/nats/control.ts';
import { createTokenGuard } from '../src/tokens/guard.ts';
import { systemTrace } from '../src/trace.ts';
import { openBus, useInfra } from './helpers.ts';

const infra = useInfra(['nats']);
const closers = new CloseStack();
afterEach(() => closers.close());

const unauthorized = { code: 'unauthorized' };
const trace = systemTrace('test');

function createKey(kid: string) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const userId = 'a'.repeat(24);
  const claims = { sub: userId, userId, role: 'student', sid: 's', institutionId: 'default' };
  const token = jwt.sign(claims, privateKey, {
    algorithm: 'RS256',
    header: { alg: 'RS256', typ: 'at+jwt', kid },
    issuer: 'us',
    audience: 'all',
    expiresIn: 600,
  });
  return { jwk: { ...publicKey.export({ format: 'jwk' }), kid }, token };
}

/** The guard of another process than the issuer's, whose keys are `keys`. */
async function open(keys: ReturnType<typeof createKey>[]) {
  const publicKeys = vi.fn(async () => keys.map(({ jwk }) => jwk));
  const authority = {
    publicKeys,
    endedSince: async () => ({ ended: [], nowMs: Date.now(), more: false }),
    isSessionActive: async () => true,
  };
  const settings = { TOKEN_ISSUER: 'us', TOKEN_AUDIENCE: 'all' };
  const openBusHere = async () => closers.add(await openBus(infra()), (bus) => bus.close());
  const [bus, issuer] = [await openBusHere(), await openBusHere()];
  const guard = closers.add(createTokenGuard(bus, settings, authority), (one) => one.close());
  await bus.connection.flush();
  return { guard, publicKeys, rotate: () => tellAll(issuer, 'keysRotated', {}, trace) };
}

test('a key that is revoked is refused within two seconds of the message, also in tokens that are remembered', async () => {
  const keys = [createKey('leaked'), createKey('other')];
  const [leaked, other] = keys as [(typeof keys)[0], (typeof keys)[0]];
  const { guard, publicKeys, rotate } = await open(keys);
  await Promise.all([guard.verify(leaked.token), guard.verify(other.token)]);
  keys.shift();
  await guard.verify(leaked.token);
  publicKeys.mockRejectedValueOnce(new Error('away'));
  await rotate();
  await vi.waitFor(() => expect(guard.verify(leaked.token)).rejects.toMatchObject(unauthorized), { timeout: 2_000 });
  await guard.verify(other.token);
});

test('a key that was added is known with the message', async () => {
  const keys = [createKey('first')];
  const { guard, rotate } = await open(keys);
  const second = createKey('second');
  await expect(guard.verify(second.token)).rejects.toMatchObject(unauthorized);
  keys.push(second);
  await rotate();
  await vi.waitFor(() => guard.verify(second.token), { timeout: 1_000 });
});

test('keys are asked for again after a loss of NATS, in which a message may have been missed', async () => {
  const keys = [createKey('leaked')];
  const { guard } = await open(keys);
  const { token } = keys[0] as ReturnType<typeof createKey>;
  await guard.verify(token);
  await infra().nats.signal('SIGKILL');
  keys.pop();
  await infra().nats.restart();
  await vi.waitFor(() => expect(guard.verify(token)).rejects.toMatchObject(unauthorized), { timeout: 10_000 });
});
