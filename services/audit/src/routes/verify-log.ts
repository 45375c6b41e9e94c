import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

export const verify = operation(routes.verifyAudit, async (context: Context, { query }) => {
  const { signedAt, ...rest } = await context.verify(query.chain);
  return { ...rest, signedAt: signedAt?.toISOString() ?? null };
});
