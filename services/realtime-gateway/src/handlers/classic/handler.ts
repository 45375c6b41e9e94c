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
export interface Reply<Data = Record<string, unknown>> {
  data: Data;
  classId?: string;
}

/** An event of the contracts with its handler. */
export interface ClassicHandler {
  role: 'teacher' | 'student';
  data: z.ZodType;
  handle(context: Context, input: Input<unknown>): Promise<Reply>;
}

/** Binds a handler to an event. */
export function on<Data extends z.ZodType, Answer extends z.ZodType>(
  { role, data }: { role: ClassicHandler['role']; data: Data; answer: Answer },
  handle: (context: Context, input: Input<z.output<Data>>) => Promise<Reply<z.output<Answer>>>,
): ClassicHandler {
  return { role, data, handle: handle as ClassicHandler['handle'] };
}
