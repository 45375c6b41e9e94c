/** A path of this page to go back to after a log-in; undefined for anything else that stands in an address. */
export function safePath(path: string | undefined): string | undefined {
  return path !== undefined && /^\/app(\/[\w/?=&%.-]*)?$/.test(path) ? path : undefined;
}
