import { isErrorCode, type Rpc } from '@rollcall/contracts';
import type { Msg } from 'nats';
import { z } from 'zod';
import { AppError, toAppError } from '../app-error.ts';
import { systemTrace, type Trace } from '../trace.ts';
import type { Bus } from './bus.ts';
import { seal, traceOf, unseal } from './seal.ts';

const reply = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), code: z.string() }),
]);

/** Answers one request; `context` is the service's. Thrown errors of the catalogue reach the asker with their code. */
export interface Answer<Context> {
  rpc: Rpc;
  handle(context: Context, data: unknown, trace: Trace): Promise<unknown>;
}

/** Binds a handler to a request of the contracts. */
export function answer<Context, Request extends z.ZodType, Response extends z.ZodType>(
  rpc: Rpc<Request, Response>,
  handle: (context: Context, data: z.output<Request>, trace: Trace) => Promise<z.input<Response>>,
): Answer<Context> {
  return { rpc, handle } as unknown as Answer<Context>;
}

/**
 * Asks another service and waits for its answer. A repeatable request whose process died is sent once more within the
 * deadline. Throws the error that the other side threw, or `try_again` when nobody answered in time.
 */
export async function request<Request extends z.ZodType, Response extends z.ZodType>(
  bus: Bus,
  rpc: Rpc<Request, Response>,
  data: z.input<Request>,
  trace: Trace,
): Promise<z.output<Response>> {
  const attempts = rpc.repeatable ? 2 : 1;
  const timeout = rpc.timeoutMs / attempts;
  const payload = JSON.stringify(seal(bus, data, trace));
  for (let attempt = 1; ; attempt += 1) {
    bus.requireUp();
    try {
      return readReply(rpc, await bus.connection.request(rpc.subject, payload, { timeout }));
    } catch (error) {
      if (error instanceof AppError) throw error;
      if (attempt === attempts) throw new AppError('try_again', { cause: error });
    }
  }
}

function readReply<Response extends z.ZodType>(rpc: Rpc<z.ZodType, Response>, message: Msg): z.output<Response> {
  const { data } = unseal(reply, message.string());
  if (data.ok) return rpc.response.parse(data.data);
  // A request that the other side can't read is a fault between services, not of whoever is at the end of them.
  const { code } = data;
  throw new AppError(isErrorCode(code) && code !== 'invalid_message' ? code : 'internal');
}

/** Starts answering; each service's processes share its requests (queue group). Ends when the connection closes. */
export function serveRpc<Context>(bus: Bus, context: Context, answers: Answer<Context>[]): void {
  for (const one of answers) {
    bus.connection.subscribe(one.rpc.subject, {
      queue: one.rpc.service,
      callback: (error, message) => {
        if (error) bus.log.error({ err: error }, one.rpc.subject);
        else void respond(bus, context, one, message);
      },
    });
  }
}

async function respond<Context>(bus: Bus, context: Context, one: Answer<Context>, message: Msg): Promise<void> {
  let trace = systemTrace('unreadable');
  let outcome: z.input<typeof reply>;
  try {
    const asked = unseal(one.rpc.request, message.string());
    trace = traceOf(asked);
    outcome = { ok: true, data: await one.handle(context, asked.data, trace) };
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'internal') bus.log.error({ err: error.cause, requestId: trace.requestId }, one.rpc.subject);
    outcome = { ok: false, code: error.code };
  }
  if (!message.reply || bus.connection.isClosed()) return;
  message.respond(JSON.stringify(seal(bus, outcome, trace)));
}
