import type { LinkState, LiveConnection } from '@rollcall/client';
import { RollcallError } from '@rollcall/client';
import { accessToken, currentLogIn, onLogInChange } from '../log-in/access-token.ts';

const SHORTEST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 10_000;

let opening: Promise<LiveConnection> | undefined;
const listeners = new Set<() => void>();
let state: LinkState = 'connecting';

/** The one connection of this page, opened at first use; it ends with the log-in. Rejects only when it is refused for good. */
export function live(): Promise<LiveConnection> {
  opening ??= open().catch((error) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

export function currentLinkState(): LinkState {
  return state;
}

export function onLinkState(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

onLogInChange(() => {
  if (currentLogIn().state !== 'out') return;
  opening?.then((connection) => connection.close()).catch(() => {});
  opening = undefined;
});

async function open(): Promise<LiveConnection> {
  const { connectLive } = await import('./connect.ts');
  for (let pauseMs = SHORTEST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      const connection = await connectLive({ origin: location.origin, getToken: accessToken });
      connection.onState(show);
      show(connection.state);
      return connection;
    } catch (error) {
      if (error instanceof RollcallError && !error.temporary) throw error;
      show('connecting');
      await new Promise((resolve) => setTimeout(resolve, Math.random() * pauseMs));
    }
  }
}

function show(next: LinkState): void {
  state = next;
  for (const listener of listeners) listener();
}
