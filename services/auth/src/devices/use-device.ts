import type { DeviceEvidence } from '@rollcall/contracts';
import { AppError, createEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { type DeviceIdentity, isSameDevice } from '../domain/device.ts';
import type { DeviceDocument } from '../store/devices.ts';
import { identifyDevice } from './identify-device.ts';

// Each further attempt means that a device was released at that very moment.
const ATTEMPTS = 3;

export interface DeviceUse {
  userId: string;
  evidence: DeviceEvidence;
  label: string | undefined;
}

/** `device` is the bound one: with `other` not the one that was used. */
export interface UsedDevice {
  outcome: 'bound' | 'same' | 'other';
  device: DeviceDocument;
}

/** Binds the device that a student uses when none is bound: of several at once the unique index lets one be it. */
export async function useDevice(context: Context, use: DeviceUse, trace: Trace): Promise<UsedDevice> {
  const { devices } = context;
  const identity = identifyDevice(context, use.userId, use.evidence);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const bound = await devices.boundOf(use.userId);
    if (bound) return { outcome: isSameDevice(bound, identity) ? 'same' : 'other', device: bound };
    const device = newDevice(context, use, identity, trace);
    if (await devices.insert(device)) {
      void devices.outbox.flush(device._id);
      return { outcome: 'bound', device };
    }
  }
  throw new AppError('try_again');
}

function newDevice(
  { ids, clock, bus }: Context,
  { userId, label }: DeviceUse,
  identity: DeviceIdentity,
  trace: Trace,
): DeviceDocument {
  const deviceId = ids.objectId();
  return {
    _id: deviceId,
    schemaVersion: 1,
    userId,
    ...identity,
    label: label ?? null,
    boundAt: new Date(clock.now()),
    releasedAt: null,
    outbox: [createEvent(bus, 'deviceBound', userId, { userId, deviceId, kind: identity.kind }, trace)],
  };
}
