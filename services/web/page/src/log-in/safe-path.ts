/** Where a log-in leads to nowhere: the pages that one sees without. */
const OUTSIDE = /^\/app\/(log-in|sign-up|set-password)\/?$/;
// What could end up as another origin, or outside of /app, once somebody resolves or decodes it.
const UNSAFE = /[\\\p{Cc}]|\/\/|\.\.|%(?:2e|2f|5c|25|[01][0-9a-f]|7f)/iu;

/**
 * A path of this page to go back to after a log-in, with its query and without a fragment; undefined for anything else that
 * stands in an address, which everybody can make up.
 */
export function safePath(path: string | undefined): string | undefined {
  if (path === undefined || !/^\/app(?![^/?#])/.test(path)) return undefined;
  const { origin, pathname, search } = new URL(path, 'https://rollcall.invalid');
  if (origin !== 'https://rollcall.invalid' || pathname !== path.split(/[?#]/, 1)[0]) return undefined;
  return UNSAFE.test(pathname) || OUTSIDE.test(pathname) ? undefined : pathname + search;
}
