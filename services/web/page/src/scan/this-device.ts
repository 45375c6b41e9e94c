/**
 * Which device scans. A browser has one key, bound to a student at the first scan, which then signs every scan. Without
 * WebCrypto or IndexedDB (plain http, some private windows) scans go without, and the session's policy says what of it.
 */
import {
  createIndexedDbKeyStore,
  openDeviceKey,
  proveScan,
  RollcallError,
  type Scanned,
  signDeviceProof,
} from '@rollcall/client';
import { deviceRoutes, type ScanningDevice } from '@rollcall/contracts';
import { call } from '../api/call.ts';
import { inTime } from './in-time.ts';

/** Some browsers never answer when IndexedDB is asked: a scan does not wait for them. */
const KEY_MS = 1_000;
const BINDING_MS = 4_000;

const store = createIndexedDbKeyStore();
let opening: ReturnType<typeof open> | undefined;

async function open() {
  const [key, owner] = await Promise.all([openDeviceKey(store), store.loadOwner()]);
  return { key, owner };
}

/** Opens the key, so that it is there when it is needed. */
export function openThisDevice(): void {
  opening ??= open();
  opening.catch(() => {});
}

/** Signs what was scanned. */
export async function proofOf(scanned: Scanned): Promise<ScanningDevice | undefined> {
  const device = await opened();
  return device && inTime(proveScan(device.key, scanned), KEY_MS);
}

/** Binds this browser to a student, unless it is known to be. A scan that follows does not wait long for it. */
export async function bindOnce(userId: string): Promise<void> {
  const device = await opened();
  if (device && device.owner !== userId) await inTime(bind(userId), BINDING_MS);
}

/** Binds this browser to a student: true when it is theirs now, false when it is not to be. */
export async function bind(userId: string): Promise<boolean> {
  const device = await opened();
  if (!device) return false;
  const { key } = device;
  try {
    const signature = await signDeviceProof(key, userId);
    const evidence = { kind: 'key' as const, publicKey: key.publicKey, signature };
    await call(deviceRoutes.bindDevice, { body: { device: evidence, label: labelOf(navigator.userAgent) } });
    await rememberOwner(userId);
    return true;
  } catch (error) {
    if (!(error instanceof RollcallError)) throw error;
    if (!error.temporary) await rememberOwner(undefined);
    return false;
  }
}

function opened() {
  openThisDevice();
  return opening && inTime(opening, KEY_MS);
}

async function rememberOwner(userId: string | undefined): Promise<void> {
  const device = await opened();
  if (device) device.owner = userId;
  await inTime(store.keepOwner(userId), KEY_MS);
}

/** What a student knows it by in a list. */
function labelOf(userAgent: string): string | undefined {
  return /iPhone|iPad|Android|Windows|Macintosh|CrOS|Linux/.exec(userAgent)?.[0];
}
