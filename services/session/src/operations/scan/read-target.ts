import { AppError } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import type { ScanQuestion } from '../../store/redis/scan-decisions.ts';
import type { Scan } from './accept-scan.ts';

export interface RoundNamed {
  sessionId: string;
  roundNumber: number;
}

/** What was scanned or typed, and where it leads. */
export interface ScanTarget extends RoundNamed, Pick<ScanQuestion, 'shown'> {
  /** The token or the code: what a device signs. */
  text: string;
  /** What the record keeps of it. */
  hash: string;
  method: 'qr' | 'code';
  /** Of a receipt that is good for this student and round. */
  receiptAtMs: number | undefined;
}

/** Reads a token without I/O; looks up where a typed code leads. Throws `token_invalid`, and `rate_limited` for guessing. */
export async function readTarget(context: Context, scan: Scan): Promise<ScanTarget> {
  const { token, code } = scan.body;
  const target = token === undefined ? await readCode(context, scan, code ?? '') : readToken(context, token);
  const { within } = scan;
  const isElsewhere = within && (within.sessionId !== target.sessionId || within.roundNumber !== target.roundNumber);
  if (isElsewhere) throw new AppError('token_invalid');
  return { ...target, receiptAtMs: readReceiptMs(context, scan, target) };
}

function readToken(context: Context, text: string): Omit<ScanTarget, 'receiptAtMs'> {
  const token = context.codes.read(text);
  if (!token) throw new AppError('token_invalid');
  const { sessionId, roundNumber, hash, expiresAtSeconds } = token;
  return { sessionId, roundNumber, text, hash, method: 'qr', shown: { tokenHash: hash, expiresAtSeconds } };
}

async function readCode(context: Context, scan: Scan, text: string): Promise<Omit<ScanTarget, 'receiptAtMs'>> {
  const found = await context.codeThrottle.guess({ userId: scan.studentId, address: scan.client.address }, () =>
    lookUp(context, text),
  );
  if (!found) throw new AppError('token_invalid');
  const { hash } = found;
  return { ...found, text, method: 'code', shown: { codeHash: hash } };
}

async function lookUp(context: Context, code: string): Promise<(RoundNamed & { hash: string }) | null> {
  for (const hash of context.codes.hashesOfTyped(code)) {
    const sessionId = await context.live.sessionOfTyped(hash);
    const roundNumber = sessionId === null ? undefined : await context.live.roundOf(sessionId);
    if (sessionId !== null && roundNumber !== undefined) return { sessionId, roundNumber, hash };
  }
  return null;
}

// A receipt of somebody else, of another round, or of nobody is no receipt.
function readReceiptMs({ codes }: Context, { body, studentId }: Scan, target: RoundNamed): number | undefined {
  const receipt = body.receipt === undefined ? undefined : codes.readReceipt(body.receipt);
  const isTheirs =
    receipt?.studentId === studentId &&
    receipt.sessionId === target.sessionId &&
    receipt.roundNumber === target.roundNumber;
  return isTheirs ? receipt.firstSeenAtMs : undefined;
}
