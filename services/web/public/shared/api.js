/**
 * @typedef {{ok: true, data: any}} Success
 * @typedef {{ok: false, code: string, error: string, requestId: string, retryAfterSeconds: number, receipt?: string}} Refusal
 * @typedef {Success | Refusal} Answer
 */

const TIMEOUT_MS = 15_000;

/**
 * Posts to the API of this origin. Never throws: without an answer the code is `offline`. The header asks for the cookies
 * of a log-in, which no script can read.
 * @param {string} path below /api/v1
 * @param {object} body
 * @param {string} [accessToken]
 * @returns {Promise<Answer>}
 */
export async function post(path, body, accessToken) {
  try {
    const response = await fetch(`/api/v1/${path}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Rollcall-Client': 'browser',
        ...(accessToken && { Authorization: `Bearer ${accessToken}` }),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answer = await response.json();
    if (answer.success) return { ok: true, data: answer.data };
    const retryAfterSeconds = Number(response.headers.get('Retry-After')) || 1;
    const { code, error, requestId, receipt } = answer;
    return { ok: false, code, error, requestId, retryAfterSeconds, receipt };
  } catch {
    return { ok: false, code: 'offline', error: 'No connection', requestId: '', retryAfterSeconds: 3 };
  }
}
