const REQUEST_ID = /^[\w.:-]{1,100}$/;

/** The id that a request came with, if it is a fit one, else a new one. */
export function requestIdOf(given: string | string[] | undefined, newRequestId: () => string): string {
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : newRequestId();
}
