import { type CallArguments, type CallData, createClient, type DownloadedFile, RollcallError } from '@rollcall/client';
import type { Route } from '@rollcall/contracts';
import { accessToken, forgetAccessToken } from '../log-in/access-token.ts';

/** The typed client of this origin. Refresh tokens are cookies that no script reads. */
export const client = createClient({ origin: location.origin, isPage: true });

/**
 * Calls a route as whoever is logged in. An access token that is over is replaced once; without a log-in it throws
 * `refresh_token_invalid`.
 */
export function call<R extends Route>(route: R, ...rest: CallArguments<R>): Promise<CallData<R>> {
  return withToken(() => client.call(route, ...rest));
}

/** The same for a route that answers a file. */
export function download<R extends Route>(route: R, ...rest: CallArguments<R>): Promise<DownloadedFile> {
  return withToken(() => client.download(route, ...rest));
}

async function withToken<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  client.setToken(await accessToken());
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof RollcallError) || error.code !== 'unauthorized') throw error;
    forgetAccessToken();
    client.setToken(await accessToken());
    return ask();
  }
}
