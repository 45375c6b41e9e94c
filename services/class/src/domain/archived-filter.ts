/** What a list's filter asks for; undefined is both. */
export function toFlag(filter: 'true' | 'false' | 'any'): boolean | undefined {
  return filter === 'any' ? undefined : filter === 'true';
}
