/** What pages read of the part of their address behind the question mark. */

/** 2026-03-02 */
export const date = (value: unknown) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
export const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/** An import, and whose rows of it. */
export const importSearch = ({ import: id, result }: Record<string, unknown>): ImportSearch => ({
  import: text(id),
  result: text(result),
});
export interface ImportSearch {
  import?: string | undefined;
  result?: string | undefined;
}
