import { type Actor, CLASSIC_ERROR, type ClassicFrame, type ErrorCode, errors } from '@rollcall/contracts';
import { AppError, type Trace, toAppError } from '@rollcall/service-kit';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { classicHandlers } from '../../handlers/classic/index.ts';
import { requireOpenSession } from '../../handlers/classic/open-session.ts';

const frameShape = z.object({ event: z.string(), data: z.unknown().optional() });
const dataShape = z.record(z.string(), z.unknown()).optional();

export interface Answer {
  frame: ClassicFrame;
  /** The class whose other sockets get the frame too. */
  classId?: string | undefined;
  trace: Trace;
}

/** Answers a client's frame (undefined: it was binary): role before session, session before the shape of `data`. */
export async function answerFrame(context: Context, by: Actor, text: string | undefined): Promise<Answer> {
  const trace: Trace = { requestId: context.ids.unique(), actor: by };
  try {
    const { event, data } = readFrame(text);
    const handler = Object.hasOwn(classicHandlers, event) ? classicHandlers[event] : undefined;
    if (!handler) throw new AppError(dataShape.safeParse(data).success ? 'unknown_event' : 'invalid_message');
    if (by.role !== handler.role) throw new AppError(`${handler.role}_event_only`);
    const parsed = handler.data.safeParse(data === undefined ? {} : data);
    if (!parsed.success) {
      await requireOpenSession(context, by, trace);
      throw new AppError('invalid_message');
    }
    const answer = await handler.handle(context, { by, data: parsed.data, trace });
    return { frame: { event, data: answer.data }, classId: answer.classId, trace };
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'internal') context.log.error({ err: error.cause, requestId: trace.requestId }, 'classic frame');
    return { frame: errorFrame(error.code), trace };
  }
}

export function errorFrame(code: ErrorCode): ClassicFrame {
  return { event: CLASSIC_ERROR, data: { message: errors[code].sentence } };
}

function readFrame(text: string | undefined) {
  try {
    return frameShape.parse(JSON.parse(text ?? ''));
  } catch (cause) {
    throw new AppError('invalid_message', { cause });
  }
}
