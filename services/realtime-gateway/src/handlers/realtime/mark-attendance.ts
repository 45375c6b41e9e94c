import { type clientEvents, rpcs } from '@rollcall/contracts';
import { request } from '@rollcall/service-kit';
import type { z } from 'zod';
import type { Gateway, Input } from './handler.ts';

type Mark = z.infer<(typeof clientEvents)['attendance:mark']['request']>;

/** Marks a student by hand. The answer comes after the commit. */
export async function markAttendance({ bus }: Gateway, { by, data, trace }: Input<Mark>) {
  const { sessionId, studentId, status } = await request(bus, rpcs.session.mark, { by, ...data }, trace);
  return { sessionId, studentId, status };
}
