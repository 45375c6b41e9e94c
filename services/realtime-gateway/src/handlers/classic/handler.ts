import type { Actor } from '@rollcall/contracts';
import type { Trace } from '@rollcall/service-kit';
import type { z } from 'zod';
import type { Context } from '../../context.ts';

/** What a handler gets: role and shape checked. */
export interface Input<Data> {
  by: Actor;
  data: Data;
  trace: Trace;
}

/** The data of the answer, which carries the event's name, and the class whose other sockets get it too. */
export interface Reply {
  data: Record<string, unknown>;
  classId?: string;
}

/** An event of the contracts with its handler. */
export interface ClassicHandler {
  role: 'teacher' | 'student';
  data: z.ZodType;
  handle(context: Context, input: Input<unknown>): Promise<Reply>;
}

/** Binds a handler to an event. */
export function on<Data extends z.ZodType>(
  event: { role: ClassicHandler['role']; data: Data },
  handle: (context: Context, input: Input<z.output<Data>>) => Promise<Reply>,
): ClassicHandler {
  return { ...event, handle: handle as ClassicHandler['handle'] };
}
