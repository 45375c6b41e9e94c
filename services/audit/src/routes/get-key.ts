import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

export const getKey = operation(routes.auditKey, async ({ config }: Context) => {
  const { id, pem } = config.AUDIT_SIGNING_KEY.publicKey;
  return { _id: id, algorithm: 'Ed25519' as const, pem };
});
