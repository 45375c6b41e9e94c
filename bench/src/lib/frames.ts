/*
 * WebSocket frames (RFC 6455), as little of them as a client that costs nothing needs: whole text frames, and a mask of
 * zeros, which leaves what is sent as it is.
 */
const FINAL_TEXT = 0x81;
const MASKED = 0x80;
const LONG = 126;
const VERY_LONG = 127;

/** Hands on where each whole frame's payload is; returns how many bytes of them there were. */
export function readFrames(bytes: Buffer, onPayload: (start: number, end: number) => void): number {
  let at = 0;
  while (at + 2 <= bytes.length) {
    let start = at + 2;
    let length = (bytes[at + 1] ?? 0) & 0x7f;
    if (length === LONG) {
      start += 2;
      length = start <= bytes.length ? bytes.readUInt16BE(start - 2) : Number.POSITIVE_INFINITY;
    } else if (length === VERY_LONG) {
      start += 8;
      length = start <= bytes.length ? Number(bytes.readBigUInt64BE(start - 8)) : Number.POSITIVE_INFINITY;
    }
    if (start + length > bytes.length) break;
    onPayload(start, start + length);
    at = start + length;
  }
  return at;
}

/** A client's frame of ASCII text, at most 65,535 characters. */
export function clientFrame(text: string): Buffer {
  return Buffer.concat([header(text.length, MASKED), Buffer.alloc(4), Buffer.from(text)]);
}

/** A server's frame of ASCII text, at most 65,535 characters. */
export function serverFrame(text: string): Buffer {
  return Buffer.concat([header(text.length, 0), Buffer.from(text)]);
}

function header(length: number, mask: number): Buffer {
  if (length < LONG) return Buffer.from([FINAL_TEXT, mask | length]);
  return Buffer.from([FINAL_TEXT, mask | LONG, length >> 8, length & 0xff]);
}
