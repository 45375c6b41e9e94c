/**
 * The log-in, kept for this tab alone. A phone opens each scanned code in a new tab: that one asks the tabs which are
 * open, so that nobody types a password twice while the code on the wall changes.
 * @typedef {{accessToken: string, expiresAtMs: number}} LogIn
 */

const KEY = 'rollcall.log-in';
const ANSWER_WITHIN_MS = 150;
const channel = new BroadcastChannel(KEY);

/** @returns {LogIn | undefined} */
function stored() {
  const logIn = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
  return logIn && logIn.expiresAtMs > Date.now() ? logIn : undefined;
}

/** @param {LogIn} logIn */
export function keep(logIn) {
  sessionStorage.setItem(KEY, JSON.stringify(logIn));
}

export function forget() {
  sessionStorage.removeItem(KEY);
}

/** The access token of this tab, or of another one of this browser. */
export async function findAccessToken() {
  const own = stored();
  if (own) return own.accessToken;
  const other = await askOtherTabs();
  if (other) keep(other);
  return other?.accessToken;
}

channel.addEventListener('message', ({ data }) => {
  const logIn = data === 'who?' && stored();
  if (logIn) channel.postMessage(logIn);
});

/** @returns {Promise<LogIn | undefined>} */
function askOtherTabs() {
  return new Promise((resolve) => {
    channel.addEventListener('message', ({ data }) => data?.accessToken && resolve(data));
    setTimeout(resolve, ANSWER_WITHIN_MS);
    channel.postMessage('who?');
  });
}
