import type { Route } from '@rollcall/contracts';
import { type RetryPolicy, withRetry } from '../retry.ts';
import { RollcallError } from '../rollcall-error.ts';
import { type DownloadedFile, readAnswer, readDownload } from './read-answer.ts';
import { addressOf, type LooseInput, requestOf } from './request.ts';
import type { CallArguments, CallData, CallOptions } from './types.ts';

const TIMEOUT_MS = 15_000;

export interface ClientOptions {
  /** Scheme, host and port of a Rollcall, `https://rollcall.example`. */
  origin: string;
  token?: string | undefined;
  /** In a page: refresh tokens live in cookies that no script can read, and never come in answers. Default false. */
  isPage?: boolean;
  /** Default: the platform's. */
  fetch?: typeof fetch;
  /** For every call that does not say otherwise. Default: nothing is sent twice. */
  retry?: RetryPolicy | undefined;
  /** How long an answer may take. Default 15,000. */
  timeoutMs?: number;
}

export interface Client {
  readonly origin: string;
  /**
   * Calls a route of the contracts and resolves with the `data` of its answer. Throws {@link RollcallError} for a refusal,
   * an answer that is not the contract's, and when no answer came (`offline`); the signal's reason when aborted.
   */
  call<R extends Route>(route: R, ...rest: CallArguments<R>): Promise<CallData<R>>;
  /** The same for a route that answers a file. */
  download<R extends Route>(route: R, ...rest: CallArguments<R>): Promise<DownloadedFile>;
  /** The access token of all calls from now on; undefined for none. */
  setToken(token: string | undefined): void;
}

/** A typed HTTP client of one Rollcall, for browsers and Node. */
export function createClient(options: ClientOptions): Client {
  const { origin, retry, isPage = false, fetch: send = fetch, timeoutMs = TIMEOUT_MS } = options;
  let { token } = options;

  async function attempt<Answer>(
    route: Route,
    input: LooseInput,
    signal: AbortSignal | undefined,
    read: (route: Route, response: Response) => Promise<Answer>,
  ): Promise<Answer> {
    const timeout = AbortSignal.timeout(timeoutMs);
    const request = {
      ...requestOf(route, input, { token, isPage }),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    };
    try {
      return await read(route, await send(addressOf(origin, route, input), request));
    } catch (error) {
      if (error instanceof RollcallError) throw error;
      signal?.throwIfAborted();
      throw new RollcallError({ code: 'offline', cause: error });
    }
  }

  function ask<R extends Route, Answer>(
    read: (route: Route, response: Response) => Promise<Answer>,
    route: R,
    ...[input, called = {}]: CallArguments<R>
  ): Promise<Answer> {
    const { signal, retry: policy = retry }: CallOptions = called;
    const once = () => attempt(route, (input ?? {}) as LooseInput, signal, read);
    return withRetry(once, policy || undefined, signal);
  }

  return {
    origin,
    call<R extends Route>(route: R, ...rest: CallArguments<R>) {
      return ask(readAnswer, route, ...rest) as Promise<CallData<R>>;
    },
    download(route, ...rest) {
      return ask(readDownload, route, ...rest);
    },
    setToken(next) {
      token = next;
    },
  };
}
