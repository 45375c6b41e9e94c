export { type ClassicConnection, connectClassic } from './classic/connect-classic.ts';
export { type Client, type ClientOptions, createClient } from './http/create-client.ts';
export type { CallData, CallInput, CallOptions } from './http/types.ts';
export type { Board } from './live/board.ts';
export { connectLive, type LiveConnection } from './live/connect-live.ts';
export type { LinkState, LiveOptions } from './live/link.ts';
export type { LiveBoard } from './live/live-board.ts';
export { type RetryPolicy, retryDelayMs, withRetry } from './retry.ts';
export { RollcallError, type RollcallErrorCode } from './rollcall-error.ts';
