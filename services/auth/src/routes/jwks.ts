import type { Context } from '../context.ts';

/** The public keys, for HTTP and for requests over NATS. */
export async function jwks({ signingKeys, clock }: Context) {
  return { keys: await signingKeys.publicKeys(new Date(clock.now())) };
}
