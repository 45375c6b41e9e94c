import { AppError, type Trace } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import type { LocationVerdict } from '../../domain/geofence.ts';
import { recordId } from '../../domain/ids.ts';
import { holdsAgainstScan } from '../../domain/status.ts';
import type { ScanQuestion, ScanVerdict, SessionFacts, Verdict } from '../../store/redis/scan-decisions.ts';
import type { SessionDocument } from '../../store/sessions.ts';
import { ensureLive } from '../live-session.ts';
import { rotateSoon } from '../wall.ts';
import type { Scan } from './accept-scan.ts';
import { type JudgedScan, judgeScan } from './judge-scan.ts';
import type { ScanTarget } from './read-target.ts';

const MAX_DECISIONS = 6;

/** A scan that counts if it can be stored. */
export interface Accepted extends Extract<Verdict, { kind: 'accepted' }> {
  facts: SessionFacts;
  /** What was asked: an accepted one is pending under its attempt. */
  question: ScanQuestion;
  location: LocationVerdict | undefined;
}

/** A scan that counts, or counted before. */
export type Decision =
  | Accepted
  | { kind: 'already_stored'; facts: Pick<SessionFacts, 'className' | 'courseName' | 'teacherName' | 'room'> };

type Told = Exclude<ScanVerdict, { kind: 'no_live_state' }>;

/**
 * Asks the live state, again after it was built, after class said that the student is enrolled, and after a session's judges
 * have spoken. Throws the refusals of the contract.
 */
export async function decideScan(context: Context, scan: Scan, target: ScanTarget, trace: Trace): Promise<Decision> {
  const { sessionId, roundNumber, shown, receiptAtMs } = target;
  const { studentId } = scan;
  const question: ScanQuestion = {
    sessionId,
    roundNumber,
    studentId,
    shown,
    attempt: context.ids.unique(),
    receiptAtMs,
  };
  let judged: JudgedScan | undefined;
  for (let asked = 0; asked < MAX_DECISIONS; asked += 1) {
    const verdict = await context.live.decide(question);
    if (verdict.kind === 'no_live_state') {
      const session = await context.sessions.get(sessionId);
      if (!session?.open) return fromRecord(context, session, scan, target);
      await ensureLive(context, session, trace);
      continue;
    }
    mindWall(context, target, verdict);
    if (verdict.kind === 'accepted') return { ...verdict, question, location: judged?.location };
    if (verdict.kind === 'already_stored') return verdict;
    if (verdict.kind === 'refused') throw refusal(verdict);
    if (verdict.kind === 'not_on_roster') {
      const isEnrolled = await context.enrolments.isEnrolled(verdict.facts.classId, studentId, trace);
      if (!isEnrolled) throw new AppError('not_enrolled');
      question.confirmedFor = verdict.rosterVersion;
    } else {
      const { facts, boundDevice } = verdict;
      const evidence = { sessionId, studentId, shownText: target.text, body: scan.body, facts, boundDevice };
      judged = await judgeScan(context, evidence, trace);
      question.judgement = judged.judgement;
      question.device = judged.device;
    }
  }
  throw new AppError('try_again');
}

/** A scan that finds a code overdue, or comes too late for one that was used up, has it replaced. */
function mindWall(context: Context, { sessionId, roundNumber }: ScanTarget, verdict: Told): void {
  const isTooLate = verdict.kind === 'refused' && verdict.code === 'token_consumed';
  if (verdict.facts.wallIsOverdue || isTooLate) rotateSoon(context, sessionId, roundNumber);
}

function refusal({ code, waitMs }: Extract<Verdict, { kind: 'refused' }>): AppError {
  const retryAfterSeconds = Math.floor(waitMs / 1000);
  return new AppError(code, retryAfterSeconds > 0 ? { retryAfterSeconds } : {});
}

// Long after the end Redis has forgotten the session; the record has not.
async function fromRecord(
  context: Context,
  session: SessionDocument | null,
  { studentId }: Scan,
  { sessionId, roundNumber }: ScanTarget,
): Promise<Decision> {
  const record = await context.records.get(sessionId, recordId(sessionId, roundNumber, studentId));
  if (!session || !record || !holdsAgainstScan(record.status)) throw new AppError('session_not_active');
  return { kind: 'already_stored', facts: session };
}
