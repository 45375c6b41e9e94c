import type { Actor } from '@rollcall/contracts';
import { AppError, type Trace } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { isToExcuse } from '../../domain/excuse.ts';
import { recordId } from '../../domain/ids.ts';
import { coveredBy, type Decision, type ExcuseDocument } from '../../store/excuses.ts';
import type { SessionDocument } from '../../store/sessions.ts';
import { markStudent } from '../mark-student.ts';

const ATTEMPTS = 10;
const REASON = 'Excuse approved';

/**
 * Marks as excused what counts as absent in ended sessions that an approved excuse covers; can be repeated, also at the same
 * time. Sessions that have not begun to end will ask who is excused; one that is just ending may have asked before, so while
 * there is one the excuse stays to be marked.
 */
export async function markExcused(context: Context, excuse: ExcuseDocument, trace: Trace): Promise<void> {
  const { decision } = excuse;
  if (!decision) return;
  let isWhole = true;
  for await (const session of context.endedSessions.covered(excuse.classId, coveredBy(excuse))) {
    if (session.status === 'closing') isWhole = false;
    else await markInSession(context, session, excuse.studentId, decision, trace);
  }
  if (isWhole) await context.excuses.noteMarked(excuse._id);
}

async function markInSession(
  context: Context,
  session: SessionDocument,
  studentId: string,
  { by, role, at, reason }: Decision,
  trace: Trace,
): Promise<void> {
  const ids = session.rounds.map(({ roundNumber }) => recordId(session._id, roundNumber, studentId));
  const decider: Actor = { userId: by, role };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const records = await context.records.getMany(session._id, ids);
    const absent = records.filter((record) => isToExcuse(record, at));
    if (absent.length === 0) return;
    await context.checkpoint?.('excuse:before-marks');
    for (const { roundNumber, rev } of absent) {
      const mark = { by: decider, studentId, status: 'excused', reason: reason ?? REASON, method: 'manual' } as const;
      // Of the very revision that was read: who was marked present meanwhile stays so.
      await markStudent(context, session, { ...mark, roundNumber, rev }, trace).catch((error) => {
        if (!(error instanceof AppError && error.code === 'record_changed')) throw error;
      });
    }
  }
  throw new AppError('try_again');
}
