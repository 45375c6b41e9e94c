import type { Context } from '../context.ts';

/** The public keys, for HTTP and for requests over NATS. */
export async function jwks({ signingKeys }: Context) {
  return { keys: await signingKeys.publicKeys() };
}
