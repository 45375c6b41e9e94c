import { type AttendanceStatus, rpcs } from '@rollcall/contracts';
import { request } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import type { Input } from './handler.ts';

/** Marks a student; the class gets the same frame. */
export async function attendanceMarked(
  { bus }: Context,
  { by, data, trace }: Input<{ studentId: string; status: AttendanceStatus }>,
) {
  const { classId } = await request(bus, rpcs.session.mark, { by, ...data }, trace);
  return { data, classId };
}
