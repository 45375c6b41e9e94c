import type { DeviceEvidence } from '@rollcall/contracts';
import { AppError, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { useDevice } from '../devices/use-device.ts';

export async function bindDevice(
  context: Context,
  { userId, device }: { userId: string; device: DeviceEvidence },
  trace: Trace,
) {
  const user = await context.users.byId(userId);
  if (!user || user.disabled || user.role !== 'student') throw new AppError('user_not_found');
  const { outcome } = await useDevice(context, { userId, evidence: device, label: undefined }, trace);
  return { outcome };
}
