import type { z } from 'zod';
import type { ServiceName } from '../paths.ts';

const RPC_TIMEOUT_MS = 2_000;

/** The services that verify access tokens, and so ask their issuer about keys and ended sessions. */
export const tokenGuards: readonly ServiceName[] = ['class', 'session', 'realtime-gateway', 'notification', 'audit'];

/**
 * One request over NATS, answered by one process of the owning service (queue group). A `repeatable` request may be sent
 * again when no answer came: a second one changes nothing.
 */
export interface Rpc<Request extends z.ZodType = z.ZodType, Response extends z.ZodType = z.ZodType> {
  subject: string;
  service: ServiceName;
  /** Who may ask. */
  askedBy: readonly ServiceName[];
  repeatable: boolean;
  /** How long an asking process waits for an answer. */
  timeoutMs: number;
  request: Request;
  response: Response;
}

/** Declares `rpc.<service>.<verb>`; repeatable, with two seconds for the answer, unless said otherwise. */
export function rpc<Request extends z.ZodType, Response extends z.ZodType>(
  service: ServiceName,
  verb: string,
  definition: {
    askedBy: readonly ServiceName[];
    request: Request;
    response: Response;
    repeatable?: boolean;
    timeoutMs?: number;
  },
): Rpc<Request, Response> {
  return { repeatable: true, timeoutMs: RPC_TIMEOUT_MS, ...definition, service, subject: `rpc.${service}.${verb}` };
}
