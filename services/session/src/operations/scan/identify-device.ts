import { rpcs, type ScanningDevice, scanProofText } from '@rollcall/contracts';
import { request, type Trace, toAppError, verifyP256Signature } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { type BoundDevice, thumbprintOf } from '../../domain/bound-device.ts';
import type { ScanEvidence } from './judge-scan.ts';

/** A device that a scan names. */
export interface DeviceUse {
  /** What it is called, hashed: to notice it again. */
  device: string;
  /** Undefined when auth could not be asked. */
  isBound: boolean | undefined;
}

/**
 * Which device scanned, and whether it is the student's own. The first one that a student without a device uses is bound.
 * What the live state knows may be older than a reset, so before a device is called foreign auth is asked. While auth is
 * away nothing is known of a device that the live state does not know: a session that requires the own one throws
 * `try_again`, for every other it is a doubt, because no scan is to fail by an outage of ours that a teacher can judge.
 */
export async function identifyDevice(
  context: Context,
  evidence: ScanEvidence,
  trace: Trace,
): Promise<DeviceUse | undefined> {
  const { body, boundDevice, shownText, facts } = evidence;
  const { device } = body;
  if (!device) return undefined;
  const named = context.hashDeviceId(`id:${device.id}`);
  const known: BoundDevice | null = boundDevice ? JSON.parse(boundDevice) : null;
  if (known && isSame(context, known, device, shownText)) return { device: named, isBound: true };
  try {
    return { device: named, isBound: await isBoundNow(context, evidence, device, trace) };
  } catch (error) {
    if (facts.device === 'require' || toAppError(error).code !== 'try_again') throw error;
    return { device: named, isBound: undefined };
  }
}

/** What auth says; it binds the device of a student who has none. */
async function isBoundNow(
  context: Context,
  evidence: ScanEvidence,
  device: ScanningDevice,
  trace: Trace,
): Promise<boolean> {
  const { sessionId, studentId, shownText } = evidence;
  const [current] = await readBoundDevices(context, [studentId], trace);
  if (!current) return bindFirst(context, evidence, device, trace);
  await context.live.noteDevice(sessionId, ...current);
  return isSame(context, JSON.parse(current[1]), device, shownText);
}

/** The bound devices of people as the live state keeps them, those who have none left out. */
export async function readBoundDevices(
  { bus }: Pick<Context, 'bus'>,
  userIds: string[],
  trace: Trace,
): Promise<[studentId: string, device: string][]> {
  const { devices } = await request(bus, rpcs.auth.devicesOfRoster, { userIds }, trace);
  return devices.map(({ userId, kind, idHash, publicKey }) => {
    const device: BoundDevice = { kind, idHash, publicKey };
    return [userId, JSON.stringify(device)];
  });
}

function isSame(context: Context, bound: BoundDevice, device: ScanningDevice, shownText: string): boolean {
  const { kind, idHash, publicKey } = bound;
  if (kind !== 'key') return idHash === context.hashDeviceId(`${kind}:${device.id}`);
  return (
    publicKey !== null &&
    device.signature !== undefined &&
    device.id === thumbprintOf(publicKey) &&
    verifyP256Signature(publicKey, scanProofText(shownText), device.signature)
  );
}

/** A browser's key is bound by itself, with a proof (`POST devices`); an id at its first use. */
async function bindFirst(
  context: Context,
  { sessionId, studentId }: ScanEvidence,
  device: ScanningDevice,
  trace: Trace,
): Promise<boolean> {
  if (device.signature !== undefined) return false;
  const { id } = device;
  const asked = { userId: studentId, device: { kind: 'id', id } } as const;
  const { outcome } = await request(context.bus, rpcs.auth.bindDevice, asked, trace);
  if (outcome === 'other') return false;
  // From now on the one before a reset is foreign.
  const bound: BoundDevice = { kind: 'id', idHash: context.hashDeviceId(`id:${id}`), publicKey: null };
  await context.live.noteDevice(sessionId, studentId, JSON.stringify(bound));
  return true;
}
