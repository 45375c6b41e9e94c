import type { Device, DeviceReset } from '@rollcall/contracts';
import type { DeviceResetDocument } from '../store/device-resets.ts';
import type { DeviceDocument } from '../store/devices.ts';
import type { UserDocument } from '../store/users.ts';

/** What leaves of a device: nothing of what it is recognised by. */
export function presentDevice({ _id, kind, label, boundAt }: DeviceDocument): Device {
  return { _id, kind, label, boundAt: boundAt.toISOString() };
}

/** A request with whose it is; their name is empty when they are gone. */
export function presentDeviceReset(
  { _id, userId, reason, status, createdAt, decidedAt, decidedBy, decisionReason }: DeviceResetDocument,
  user: Pick<UserDocument, 'name' | 'email'> | null | undefined,
): DeviceReset {
  return {
    _id,
    userId,
    userName: user?.name ?? '',
    userEmail: user?.email ?? '',
    reason,
    status,
    createdAt: createdAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
    decidedBy,
    decisionReason,
  };
}
