import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

/*
 * A receipt is 47 bytes, 63 characters of base64url: session id 12, round 1, student id 12, first seen 6 (ms since the epoch,
 * big endian), MAC 16 (HMAC-SHA256, truncated as RFC 2104 section 5 allows).
 */
const ROUND_AT = 12;
const STUDENT_AT = 13;
const SEEN_AT = 25;
const MAC_AT = 31;
const LENGTH = 47;
const TEXT = /^[A-Za-z0-9_-]{63}$/;

/** That a student's scan was good when we first saw it and could not store it. */
export interface Receipt {
  sessionId: string;
  roundNumber: number;
  studentId: string;
  firstSeenAtMs: number;
}

export function signReceipt(key: KeyObject, receipt: Receipt): string {
  const bytes = Buffer.alloc(LENGTH);
  bytes.write(receipt.sessionId, 'hex');
  bytes.writeUInt8(receipt.roundNumber, ROUND_AT);
  bytes.write(receipt.studentId, STUDENT_AT, 'hex');
  bytes.writeUIntBE(receipt.firstSeenAtMs, SEEN_AT, MAC_AT - SEEN_AT);
  macOf(key, bytes).copy(bytes, MAC_AT);
  return bytes.toString('base64url');
}

/** Reads a receipt that one of the keys of the session which it names has signed. */
export function readReceipt(text: string, keysOf: (sessionId: string) => KeyObject[]): Receipt | undefined {
  if (!TEXT.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  const sessionId = bytes.toString('hex', 0, ROUND_AT);
  const mac = bytes.subarray(MAC_AT);
  if (!keysOf(sessionId).some((key) => timingSafeEqual(macOf(key, bytes), mac))) return undefined;
  return {
    sessionId,
    roundNumber: bytes.readUInt8(ROUND_AT),
    studentId: bytes.toString('hex', STUDENT_AT, SEEN_AT),
    firstSeenAtMs: bytes.readUIntBE(SEEN_AT, MAC_AT - SEEN_AT),
  };
}

function macOf(key: KeyObject, bytes: Buffer): Buffer {
  return createHmac('sha256', key)
    .update(bytes.subarray(0, MAC_AT))
    .digest()
    .subarray(0, LENGTH - MAC_AT);
}
