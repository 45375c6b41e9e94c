import type { FileRule, Route } from '@rollcall/contracts';
import type { z } from 'zod';
import type { RetryPolicy } from '../retry.ts';
import type { FileInput } from './request.ts';

type Required<Key extends string, Value> = { [K in Key]: Value };
type Optional<Key extends string, Value> = { [K in Key]?: Value | undefined };

type Body<R extends Route> =
  undefined extends z.input<R['body']> ? Optional<'body', z.input<R['body']>> : Required<'body', z.input<R['body']>>;

type Query<R extends Route> =
  Record<never, never> extends z.input<R['query']>
    ? Optional<'query', z.input<R['query']>>
    : undefined extends z.input<R['query']>
      ? Optional<'query', z.input<R['query']>>
      : Required<'query', z.input<R['query']>>;

type Ids<R extends Route> = keyof R['ids'] extends never
  ? Optional<'ids', Record<string, never>>
  : Required<'ids', { [Name in keyof R['ids']]: string }>;

type File<R extends Route> = R['file'] extends FileRule ? Required<'file', FileInput> : Optional<'file', never>;

/** What a route needs: the ids of its path, its body, its query, its file; only what it has. */
export type CallInput<R extends Route> = Ids<R> & Body<R> & Query<R> & File<R>;

/** What a route's answer holds under `data`. */
export type CallData<R extends Route> = z.output<R['data']>;

export interface CallOptions {
  signal?: AbortSignal | undefined;
  /** Instead of the client's own policy, for requests that may be sent twice; `false` for those that may not. */
  retry?: RetryPolicy | false;
}

export type CallArguments<R extends Route> =
  Record<never, never> extends CallInput<R>
    ? [input?: CallInput<R>, options?: CallOptions]
    : [input: CallInput<R>, options?: CallOptions];
