import { type LiveConnection, withRetry } from '@rollcall/client';
import { accessToken, currentLogIn, forgetAccessToken, onLogInChange } from '../log-in/access-token.ts';

const FOR_EVER = { attempts: Number.POSITIVE_INFINITY, baseMs: 1_000, maxMs: 10_000 };

let opening: Promise<LiveConnection> | undefined;

/** The one connection of this page, opened at first use; it ends with the log-in. Rejects only when it is refused for good. */
export function live(): Promise<LiveConnection> {
  opening ??= open().catch((error) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

onLogInChange(() => {
  if (currentLogIn().state !== 'out') return;
  opening?.then((connection) => connection.close()).catch(() => {});
  opening = undefined;
});

async function open(): Promise<LiveConnection> {
  const { connectLive } = await import('./connect.ts');
  const connection = await withRetry(() => connectLive({ origin: location.origin, getToken: accessToken }), FOR_EVER);
  connection.onState((state) => state === 'refused' && findOutWhetherItEnded());
  return connection;
}

/** A log-in that was ended elsewhere is noticed here first: its token looks good for minutes more. */
function findOutWhetherItEnded(): void {
  forgetAccessToken();
  // Any other trouble is told to whoever asks for something next.
  accessToken().catch(() => {});
}
