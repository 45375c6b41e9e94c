import { AppError, createEvent, type Trace, tellAll } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { endOf } from '../domain/periods.ts';

const ATTEMPTS = 10;

/**
 * Ends a student's time in a class; the period stays. Answers whether there was one to end; twice changes nothing. Every
 * process has heard of it when this resolves.
 */
export async function removeStudent(
  context: Context,
  { classId, studentId }: { classId: string; studentId: string },
  trace: Trace,
): Promise<boolean> {
  const removed = await endPeriod(context, classId, studentId, trace);
  // Also when nothing was left to end: the process that ended it may have died before it told anybody.
  await tellAll(context.bus, 'enrolmentChanged', { classId, studentId, enrolled: false }, trace);
  return removed;
}

async function endPeriod(context: Context, classId: string, studentId: string, trace: Trace): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const period = await context.enrolments.currentIn(classId, studentId);
    if (!period) return false;
    const { _id: periodId } = period;
    const event = createEvent(context.bus, 'enrolmentRemoved', periodId, { classId, studentId }, trace);
    const endedAt = endOf(period, context.clock.now());
    if (await context.enrolments.end({ periodId, endedAt, endedHow: 'removed', event })) {
      void context.enrolments.outbox.flush(periodId);
      return true;
    }
  }
  throw new AppError('try_again');
}
