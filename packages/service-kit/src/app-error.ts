import { type ErrorCode, errors } from '@rollcall/contracts';

export interface ErrorDetail {
  /** Where in the input, keys joined by dots. */
  path: string;
  message: string;
}

/**
 * An error of the catalogue, thrown anywhere and mapped once: to HTTP, to an acknowledgement or to an answer over NATS.
 * `retryAfterSeconds` becomes Retry-After, `receipt` is what the client sends along when it tries again.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetail[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly receipt: string | undefined;

  constructor(
    code: ErrorCode,
    more: { details?: ErrorDetail[]; retryAfterSeconds?: number; receipt?: string; cause?: unknown } = {},
  ) {
    super(errors[code].sentence, { cause: more.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = more.details;
    this.receipt = more.receipt;
    this.retryAfterSeconds = more.retryAfterSeconds ?? (code === 'try_again' ? 1 : undefined);
  }

  get status(): number {
    return errors[this.code].status;
  }
}

// Names and codes by which the drivers say that a server could not be reached or did not answer in time.
const OUTAGE_NAMES =
  /^(MongoServerSelectionError|MongoNetwork\w*Error|MongoOperationTimeoutError|MongoNotConnectedError|MongoWaitQueueTimeoutError|MongoServerClosedError|MongoTopologyClosedError|MongooseServerSelectionError|MaxRetriesPerRequestError|(Mongo)?PoolCleared\w*|MongoPoolClosedError|MongoWriteConcernError|NatsError|ClusterAllFailedError)$/;
const OUTAGE_CODES =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|NR_CLOSED|UNCERTAIN_STATE|ECONNECTION|ESOCKET|EDNS|ETLS|EABORT)$/;
const OUTAGE_MESSAGES =
  /^(Connection pool was closed|Command timed out|Command aborted|Connection is closed|Stream isn't writeable|Connection is in|LOADING |CLUSTERDOWN |MASTERDOWN |READONLY )/;
// While a Redis Cluster is away, or moves slots from node to node faster than this process hears of it.
const CLUSTER_MESSAGES =
  /^(Cluster isn't ready|Cluster is ended|None of startup nodes|Too many Cluster redirections|All keys in the pipeline should belong|MOVED |ASK |TRYAGAIN )/;

/**
 * Whether an error means that MongoDB, Redis, NATS or the mail server is out of reach or asks to come back, so that trying
 * again later makes sense. A mail server that answered is believed: 4xx is "later", 5xx "never" (RFC 5321, 4.2.1).
 */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { responseCode } = error as { responseCode?: unknown };
  if (typeof responseCode === 'number') return responseCode >= 400 && responseCode < 500;
  const { code } = error as { code?: unknown };
  const labelled = (error as { hasErrorLabel?: (label: string) => boolean }).hasErrorLabel;
  return (
    OUTAGE_NAMES.test(error.name) ||
    (typeof code === 'string' && OUTAGE_CODES.test(code)) ||
    OUTAGE_MESSAGES.test(error.message) ||
    CLUSTER_MESSAGES.test(error.message) ||
    labelled?.call(error, 'RetryableWriteError') === true
  );
}

/** The catalogue's error for anything thrown: itself, `try_again` for an outage, else `internal`, which says nothing. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError(isOutage(error) ? 'try_again' : 'internal', { cause: error });
}
