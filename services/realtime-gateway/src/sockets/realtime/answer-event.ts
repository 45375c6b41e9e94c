import type { Acknowledgement } from '@rollcall/contracts';
import { AppError, type Trace, toAppError } from '@rollcall/service-kit';
import type { Gateway } from '../../handlers/realtime/handler.ts';
import { realtimeHandlers } from '../../handlers/realtime/index.ts';
import type { RealtimeSocket } from './types.ts';

/** Answers a client's event: role before the shape of its data. */
export async function answerEvent(
  gateway: Gateway,
  socket: RealtimeSocket,
  event: string,
  data: unknown,
): Promise<Acknowledgement> {
  const { userId, role } = socket.data.caller;
  const by = { userId, role };
  const trace: Trace = { requestId: gateway.ids.unique(), actor: by };
  try {
    const handler = Object.hasOwn(realtimeHandlers, event) ? realtimeHandlers[event] : undefined;
    if (!handler) throw new AppError('unknown_event');
    if (handler.role && role !== handler.role) throw new AppError(`${handler.role}_event_only`);
    const parsed = handler.request.safeParse(data);
    if (!parsed.success) throw new AppError('invalid_message');
    return { ok: true, data: await handler.handle(gateway, { socket, by, data: parsed.data, trace }) };
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'internal')
      gateway.log.error({ err: error.cause, requestId: trace.requestId }, 'realtime event');
    return refusal(error);
  }
}

/** The acknowledgement of a refused event. */
export function refusal(error: AppError): Acknowledgement {
  return { ok: false, error: error.message, code: error.code };
}
