import { RollcallError } from '@rollcall/client';

/** What every Rollcall asks for; an institution may ask for more, and says so when it refuses. */
export const SHORTEST_PASSWORD = 6;

/** How long a password has to be, after what a refusal said of it. */
export function shortestPassword(refusal: unknown, known = SHORTEST_PASSWORD): number {
  if (!(refusal instanceof RollcallError) || refusal.code !== 'password_too_short') return known;
  const said = refusal.details?.map(({ message }) => Number(/\d+/.exec(message)?.[0])).find((length) => length > 0);
  return Math.max(known, said ?? known);
}

/** In characters as people count them, like the server does. */
export function lengthOf(password: string): number {
  return [...password].length;
}
