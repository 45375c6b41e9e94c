import { type ErrorCode, errors, type Failure, isErrorCode } from '@rollcall/contracts';

/** `offline`: no answer came, so nobody knows whether the request was heard. `unexpected_answer`: not the contract's. */
const ownErrors = {
  offline: 'No connection',
  unexpected_answer: 'The answer could not be understood',
} as const;
export type ClientErrorCode = keyof typeof ownErrors;

/** A code of the catalogue, one of the client's own, or one that only a newer server knows. */
export type RollcallErrorCode = ErrorCode | ClientErrorCode | (string & {});

export interface RollcallErrorParts {
  /** HTTP status; 0 when there was no answer. */
  status?: number | undefined;
  code: RollcallErrorCode;
  message?: string | undefined;
  requestId?: string | undefined;
  retryAfterSeconds?: number | undefined;
  details?: Failure['details'];
  receipt?: string | undefined;
  cause?: unknown;
}

/** Every refusal and every trouble that the client meets. `message` is a sentence for people. */
export class RollcallError extends Error {
  readonly status: number;
  readonly code: RollcallErrorCode;
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly details: Failure['details'];
  /** Of a scan that could not be stored: send it along when you try again. */
  readonly receipt: string | undefined;

  constructor(parts: RollcallErrorParts) {
    const { status, code, message, requestId, retryAfterSeconds, details, receipt, cause } = parts;
    super(message ?? sentenceOf(code), { cause });
    this.name = 'RollcallError';
    this.status = status ?? (isErrorCode(code) ? errors[code].status : 0);
    this.code = code;
    this.requestId = requestId;
    this.retryAfterSeconds = retryAfterSeconds;
    this.details = details;
    this.receipt = receipt;
  }

  /** Whether the same request may well succeed a moment later. */
  get temporary(): boolean {
    return this.code === 'offline' || [429, 502, 503, 504].includes(this.status);
  }
}

function sentenceOf(code: RollcallErrorCode): string {
  if (isErrorCode(code)) return errors[code].sentence;
  return code in ownErrors ? ownErrors[code as ClientErrorCode] : code;
}
