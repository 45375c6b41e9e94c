import { type ErrorCode, errors } from '@rollcall/contracts';
import { RollcallError } from '../rollcall-error.ts';

/** A refused handshake is the error of a Socket.IO middleware: its sentence, and its code under `data`. */
export function readHandshakeError(error: Error & { data?: { code?: unknown } }): RollcallError {
  const code = typeof error.data?.code === 'string' ? error.data.code : codeOf(error.message);
  return new RollcallError({ code, message: error.message });
}

function codeOf(sentence: string): ErrorCode {
  const known = Object.entries(errors).find(([, definition]) => definition.sentence === sentence);
  return (known?.[0] ?? 'socket_unauthorized') as ErrorCode;
}
