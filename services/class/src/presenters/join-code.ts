import type { JoinCode } from '@rollcall/contracts';
import { showJoinCode } from '../domain/join-code.ts';
import type { JoinCodeDocument } from '../store/join-codes.ts';

/** What teachers see of a code. */
export function presentJoinCode({
  classId,
  code,
  expiresAt,
  approval,
  maxUses,
  uses,
  holds = [],
}: JoinCodeDocument): JoinCode {
  return {
    classId,
    code: showJoinCode(code),
    expiresAt: expiresAt.toISOString(),
    usesLeft: maxUses === null ? null : Math.max(0, maxUses - uses - holds.length),
    approval,
  };
}
