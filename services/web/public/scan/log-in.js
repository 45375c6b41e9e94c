import { post } from '../shared/api.js';

/** The access token, in this page's memory alone: what lasts is a cookie that no script can read. */
let accessToken = '';

/**
 * A good access token, by the log-in that this browser remembers. Without one: the refusal.
 * @returns {Promise<import('../shared/api.js').Answer>}
 */
export async function findAccessToken() {
  if (accessToken) return { ok: true, data: { accessToken } };
  const answer = await post('auth/refresh', {});
  if (answer.ok) accessToken = answer.data.accessToken;
  return answer;
}

/**
 * @param {string} email
 * @param {string} password
 */
export async function logIn(email, password) {
  const answer = await post('auth/login', { email, password });
  if (answer.ok) accessToken = answer.data.accessToken;
  return answer;
}

/** The access token is over; the log-in may not be. */
export function forgetAccessToken() {
  accessToken = '';
}

export async function logOut() {
  const answer = await findAccessToken();
  if (answer.ok) await post('auth/logout', {}, answer.data.accessToken);
  forgetAccessToken();
}
