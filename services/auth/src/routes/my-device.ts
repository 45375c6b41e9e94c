import type { Caller } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { presentDevice, presentDeviceReset } from '../presenters/device.ts';

export async function myDevice({ devices, deviceResets, users }: Context, { caller }: { caller: Caller }) {
  const { userId } = caller;
  const [device, reset, user] = await Promise.all([
    devices.boundOf(userId),
    deviceResets.pendingOf(userId),
    users.byId(userId),
  ]);
  return { device: device && presentDevice(device), reset: reset && presentDeviceReset(reset, user) };
}
