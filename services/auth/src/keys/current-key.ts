import { type Bus, type Clock, type Logger, onControl, systemTrace, tellAll } from '@rollcall/service-kit';
import type { Config } from '../env.ts';
import type { SigningKeys } from '../store/signing-keys.ts';
import { makeSigningKey, readSigningKey, type SigningKey } from './signing-key.ts';

/** How often a process looks whether it was not told of a new key. */
const LOOK_MS = 60_000;

export interface CurrentKey {
  /** The key to sign with now. */
  get(): SigningKey;
  close(): void;
}

interface Needed {
  config: Pick<Config, 'KEY_ENCRYPTION_SECRET'>;
  signingKeys: SigningKeys;
  bus: Bus;
  clock: Clock;
  log: Logger;
}

/** Follows the active signing key; makes one when there is none. Of several processes that do, the first to store it wins. */
export async function openCurrentKey(needed: Needed): Promise<CurrentKey> {
  const { bus, log } = needed;
  let current = await load(needed);
  const look = async () => {
    try {
      current = await load(needed);
    } catch (error) {
      log.warn({ err: error }, 'signing key: the former one stays');
    }
  };
  onControl(bus, 'keysRotated', () => void look());
  const timer = setInterval(look, LOOK_MS);
  return { get: () => current, close: () => clearInterval(timer) };
}

async function load({ config, signingKeys, bus, clock }: Needed): Promise<SigningKey> {
  const active = await signingKeys.active();
  if (active) return readSigningKey(config.KEY_ENCRYPTION_SECRET, active);
  const made = await makeSigningKey(config.KEY_ENCRYPTION_SECRET, clock.now());
  if (await signingKeys.insert(made)) {
    await tellAll(bus, 'keysRotated', {}, systemTrace('signing-key'));
    return readSigningKey(config.KEY_ENCRYPTION_SECRET, made);
  }
  const winner = await signingKeys.active();
  if (!winner) throw new Error('another process stored a signing key that is not there any more');
  return readSigningKey(config.KEY_ENCRYPTION_SECRET, winner);
}
