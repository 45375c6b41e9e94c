import type { Excuse } from '@rollcall/contracts';
import type { ExcuseDocument } from '../store/excuses.ts';

/** What leaves of an excuse: where its document is stored does not. */
export function presentExcuse(excuse: ExcuseDocument, studentName: string | null): Excuse {
  const { _id, classId, className, studentId, sessionId, from, to, category, reason, status, attachment } = excuse;
  const { createdAt, decision } = excuse;
  return {
    _id,
    classId,
    className,
    studentId,
    studentName,
    sessionId,
    from: from?.toISOString() ?? null,
    to: to?.toISOString() ?? null,
    category,
    reason,
    status,
    attachment: attachment && { type: attachment.type, bytes: attachment.bytes },
    createdAt: createdAt.toISOString(),
    decision: decision && { by: decision.by, at: decision.at.toISOString(), reason: decision.reason },
  };
}
