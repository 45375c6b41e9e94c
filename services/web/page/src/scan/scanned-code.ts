/** What a code on a wall is: the address of the page of a scan, with the token in its fragment. */

/** 33 bytes in base64url, of which the first twelve are the session's id. */
const TOKEN = /^[\w-]{44}$/;
const SESSION_ID_CHARACTERS = 16;

/** The token of what a camera read; undefined for what is no code of a Rollcall. */
export function readScanned(text: string): string | undefined {
  if (TOKEN.test(text)) return text;
  if (!URL.canParse(text)) return undefined;
  const { pathname, hash } = new URL(text);
  const token = hash.slice(1);
  return pathname === '/s' && TOKEN.test(token) ? token : undefined;
}

/** Which session a token is of, undefined for what is no token. */
export function sessionIdOf(token: string): string | undefined {
  if (!TOKEN.test(token)) return undefined;
  const bytes = atob(token.slice(0, SESSION_ID_CHARACTERS).replaceAll('-', '+').replaceAll('_', '/'));
  return Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}
