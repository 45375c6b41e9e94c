import type { DeviceReset } from '@rollcall/contracts';
import { AppError, type Caller, createEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { presentDeviceReset } from '../presenters/device.ts';
import type { DeviceResetDocument } from '../store/device-resets.ts';

// Each further attempt means that a request was decided at that very moment.
const ATTEMPTS = 3;

interface RequestReset {
  body: { reason?: string | undefined };
  caller: Caller;
  trace: Trace;
}

export async function requestDeviceReset(context: Context, request: RequestReset): Promise<DeviceReset> {
  const { userId } = request.caller;
  const [reset, user] = await Promise.all([openRequest(context, request), context.users.byId(userId)]);
  return presentDeviceReset(reset, user);
}

/** The open request of the caller: the one that is there, or a new one. */
async function openRequest(context: Context, request: RequestReset): Promise<DeviceResetDocument> {
  const { deviceResets } = context;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const pending = await deviceResets.pendingOf(request.caller.userId);
    if (pending) return pending;
    const reset = newRequest(context, request);
    if (await deviceResets.insert(reset)) {
      void deviceResets.outbox.flush(reset._id);
      return reset;
    }
  }
  throw new AppError('try_again');
}

function newRequest({ ids, clock, bus }: Context, { body, caller, trace }: RequestReset): DeviceResetDocument {
  const resetId = ids.objectId();
  const { userId } = caller;
  const data = { userId, resetId, ...(body.reason !== undefined && { why: body.reason }) };
  return {
    _id: resetId,
    schemaVersion: 1,
    userId,
    reason: body.reason ?? null,
    status: 'pending',
    createdAt: new Date(clock.now()),
    decidedAt: null,
    decidedBy: null,
    decisionReason: null,
    outbox: [createEvent(bus, 'deviceResetRequested', userId, data, trace)],
  };
}
