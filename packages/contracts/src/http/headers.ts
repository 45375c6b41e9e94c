/** Says what kind of client sends a request. A page of another origin can't send it unasked (Fetch: it needs a preflight). */
export const CLIENT_HEADER = 'X-Rollcall-Client';

/** The value of {@link CLIENT_HEADER} for pages, whose refresh token lives in a cookie. */
export const BROWSER_CLIENT = 'browser';
