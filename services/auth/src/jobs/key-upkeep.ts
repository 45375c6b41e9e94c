import { type Repeated, repeat } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { rotateSigningKey } from '../keys/rotate-signing-key.ts';

/**
 * Replaces the signing key when it is older than SIGNING_KEY_LIFETIME. Every process looks; the store lets one of them do
 * it.
 */
export function startKeyUpkeep(context: Context): Repeated {
  const everyMs = context.config.KEY_UPKEEP_SECONDS * 1000;
  return repeat({ name: 'signing key', everyMs, log: context.log }, () => renewKeyWhenOld(context));
}

async function renewKeyWhenOld(context: Context): Promise<void> {
  const active = await context.signingKeys.active();
  if (!active || active.createdAt.getTime() + context.config.SIGNING_KEY_LIFETIME * 1000 > context.clock.now()) return;
  if (await rotateSigningKey(context, active._id)) context.log.info('the signing key was renewed');
}
