import type { Device, DeviceEvidence } from '@rollcall/contracts';
import { AppError, type Caller, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { useDevice } from '../devices/use-device.ts';
import { presentDevice } from '../presenters/device.ts';

interface BindDevice {
  body: { device: DeviceEvidence; label?: string | undefined };
  caller: Caller;
  trace: Trace;
}

export async function bindDevice(context: Context, { body, caller, trace }: BindDevice): Promise<Device> {
  const use = { userId: caller.userId, evidence: body.device, label: body.label };
  const { outcome, device } = await useDevice(context, use, trace);
  if (outcome === 'other') throw new AppError('device_bound');
  return presentDevice(device);
}
