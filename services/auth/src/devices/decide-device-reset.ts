import type { DeviceReset } from '@rollcall/contracts';
import { AppError, type Caller, createEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { presentDeviceReset } from '../presenters/device.ts';

export interface ResetDecision {
  ids: { id: string };
  body: { reason?: string | undefined };
  caller: Caller;
  trace: Trace;
}

const eventNames = { approved: 'deviceResetApproved', rejected: 'deviceResetRejected' } as const;

/** Decides a request, once; with an approval the device is released in the same transaction. */
export async function decideDeviceReset(
  context: Context,
  status: 'approved' | 'rejected',
  { ids, body, caller, trace }: ResetDecision,
): Promise<DeviceReset> {
  const { deviceResets, users, clock, config, bus } = context;
  const asked = await deviceResets.get(ids.id);
  if (!asked) throw new AppError('device_reset_not_found');
  const { userId } = asked;
  const { reason } = body;
  const data = { userId, resetId: asked._id, ...(reason !== undefined && { why: reason }) };
  const decidedAt = new Date(clock.now());
  const decided = await deviceResets.decide(asked, {
    status,
    decidedAt,
    decidedBy: caller.userId,
    decisionReason: reason ?? null,
    forgetDeviceAt: new Date(decidedAt.getTime() + config.DEVICE_RETENTION * 1000),
    event: createEvent(bus, eventNames[status], userId, data, trace),
  });
  if (!decided) throw new AppError('device_reset_decided');
  void deviceResets.outbox.flush(decided._id);
  return presentDeviceReset(decided, await users.byId(userId));
}
