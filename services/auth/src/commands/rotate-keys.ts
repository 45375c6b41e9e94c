import { parseArgs } from 'node:util';
import { systemTrace, tellAll } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { rotateSigningKey } from '../keys/rotate-signing-key.ts';
import { withContext } from './with-context.ts';

const options = { revoke: { type: 'boolean', default: false } } as const;

/**
 * `keys:rotate [--revoke]`: signs with a new key from now on. Tokens that were signed before stay good until they expire;
 * with `--revoke`, for a key that leaked, they end at once.
 */
export async function rotateKeys(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options });
  await withContext(async (context) => {
    const keyId = await rotate(context);
    process.stdout.write(`Access tokens are signed with a new key, ${keyId}.\n`);
    if (!values.revoke) {
      process.stdout.write('Those that were signed with the former key stay good until they expire.\n');
      return;
    }
    const removed = await context.signingKeys.removeRetired();
    await tellAll(context.bus, 'keysRotated', {}, systemTrace('keys:rotate'));
    process.stdout.write(
      `${removed} former ${removed === 1 ? 'key is' : 'keys are'} revoked: their tokens have ended.\n`,
    );
  });
}

async function rotate(context: Context): Promise<string> {
  const active = await context.signingKeys.active();
  if (!active || !(await rotateSigningKey(context, active._id))) {
    throw new Error('Another process is rotating the key at this moment: look, and try again if you still want to.');
  }
  return (await context.signingKeys.active())?._id ?? active._id;
}
