import { rpcs, type ScanningDevice, scanProofText } from '@rollcall/contracts';
import { request, type Trace, verifyP256Signature } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { type BoundDevice, thumbprintOf } from '../../domain/bound-device.ts';
import type { ScanEvidence } from './judge-scan.ts';

/** A device that a scan names. */
export interface DeviceUse {
  /** What it is called, hashed: to notice it again. */
  device: string;
  isBound: boolean;
}

/**
 * Which device scanned, and whether it is the student's own. The first one that a student without a device uses is bound.
 * What the live state knows may be older than a reset, so before a device is called foreign auth is asked.
 */
export async function identifyDevice(
  context: Context,
  evidence: ScanEvidence,
  trace: Trace,
): Promise<DeviceUse | undefined> {
  const { sessionId, studentId, body, boundDevice, shownText } = evidence;
  const { device } = body;
  if (!device) return undefined;
  const named = context.hashDeviceId(`id:${device.id}`);
  const known: BoundDevice | null = boundDevice ? JSON.parse(boundDevice) : null;
  if (known && isSame(context, known, device, shownText)) return { device: named, isBound: true };
  const [current] = await readBoundDevices(context, [studentId], trace);
  if (current) {
    await context.live.noteDevice(sessionId, ...current);
    return { device: named, isBound: isSame(context, JSON.parse(current[1]), device, shownText) };
  }
  return { device: named, isBound: await bindFirst(context, studentId, device, trace) };
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
async function bindFirst({ bus }: Context, userId: string, device: ScanningDevice, trace: Trace): Promise<boolean> {
  if (device.signature !== undefined) return false;
  const evidence = { kind: 'id', id: device.id } as const;
  const { outcome } = await request(bus, rpcs.auth.bindDevice, { userId, device: evidence }, trace);
  return outcome !== 'other';
}
