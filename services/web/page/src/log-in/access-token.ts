import { createClient, RollcallError } from '@rollcall/client';
import { authRoutes, type LoggedIn, type User } from '@rollcall/contracts';

/**
 * Who is logged in, and the access token: in the memory of this page alone. What lasts is a cookie that no script can read,
 * which is exchanged for a new token when one is needed. Tabs share one exchange: whoever has the lock asks, and tells the
 * others what came of it.
 */
export type LogIn = { state: 'unknown' } | { state: 'out'; hasEnded?: boolean } | { state: 'in'; user: User };

interface Held {
  accessToken: string;
  user: User;
  expiresAtMs: number;
}

/** A token is replaced this long before its end. */
const LEAD_MS = 30_000;
const LOCK = 'rollcall.refresh';

const client = createClient({ origin: location.origin, isPage: true });
const listeners = new Set<() => void>();
const tabs = 'BroadcastChannel' in globalThis ? new BroadcastChannel('rollcall.log-in') : undefined;
let held: Held | undefined;
let logIn: LogIn = { state: 'unknown' };
let asking: Promise<Held> | undefined;

tabs?.addEventListener('message', ({ data }: MessageEvent<Held | 'out' | 'ended'>) => {
  if (data === 'out' || data === 'ended') show({ state: 'out', hasEnded: data === 'ended' });
  else if (!held || held.user._id === data.user._id) hold(data);
  // Somebody else has logged in beside us: the cookie is theirs now.
  else location.reload();
});

export function currentLogIn(): LogIn {
  return logIn;
}

export function onLogInChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** A good access token. Throws `refresh_token_invalid` when nobody is logged in, and other errors that may pass. */
export async function accessToken(): Promise<string> {
  if (held && isGood(held)) return held.accessToken;
  asking ??= underLock(() => (held && isGood(held) ? Promise.resolve(held) : refresh())).finally(() => {
    asking = undefined;
  });
  return (await asking).accessToken;
}

/** The server did not take the token: the next one who needs one asks for another. */
export function forgetAccessToken(): void {
  if (held) held = { ...held, expiresAtMs: 0 };
}

/** Finds out who is logged in; an error that may pass is thrown, and `state` stays unknown. */
export async function findLogIn(): Promise<LogIn> {
  if (logIn.state !== 'unknown') return logIn;
  await accessToken().catch((error: unknown) => {
    if (!(error instanceof RollcallError) || error.temporary) throw error;
  });
  return logIn;
}

/** After a log-in, and after a change of the password, which is a new log-in. */
export function takeLogIn(answer: LoggedIn): void {
  const fresh = heldFrom(answer);
  hold(fresh);
  tabs?.postMessage(fresh);
}

/** After a log-out, or, as `ended`, when somebody who was in is told so by the server. */
export function dropLogIn(how: 'out' | 'ended' = 'out'): void {
  show({ state: 'out', hasEnded: how === 'ended' });
  tabs?.postMessage(how);
}

async function refresh(): Promise<Held> {
  try {
    const fresh = heldFrom(await client.call(authRoutes.refresh, { body: {} }));
    hold(fresh);
    tabs?.postMessage(fresh);
    return fresh;
  } catch (error) {
    if (error instanceof RollcallError && error.code === 'refresh_token_invalid' && logIn.state !== 'out') {
      dropLogIn(logIn.state === 'in' ? 'ended' : 'out');
    }
    throw error;
  }
}

/** One exchange at a time over all tabs, where the browser has Web Locks; elsewhere the server forgives two at once. */
function underLock(ask: () => Promise<Held>): Promise<Held> {
  return 'locks' in navigator ? navigator.locks.request(LOCK, ask) : ask();
}

function heldFrom({ accessToken, expiresInSeconds, user }: LoggedIn): Held {
  return { accessToken, user, expiresAtMs: Date.now() + expiresInSeconds * 1000 };
}

function isGood({ expiresAtMs }: Held): boolean {
  return Date.now() < expiresAtMs - LEAD_MS;
}

function hold(fresh: Held): void {
  const isSame = logIn.state === 'in' && JSON.stringify(logIn.user) === JSON.stringify(fresh.user);
  held = fresh;
  if (!isSame) show({ state: 'in', user: fresh.user });
}

function show(next: LogIn): void {
  if (next.state === 'out') held = undefined;
  logIn = next;
  for (const listener of listeners) listener();
}
