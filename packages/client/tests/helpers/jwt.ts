/** A token that says how long it lives; it begins like every one that the test's server takes. */
export function jwt(parts: { iat?: number; exp?: number; sub?: string }): string {
  return `good.${Buffer.from(JSON.stringify({ sub: 'Jörg', ...parts })).toString('base64url')}.signature`;
}
