import { UsageError } from '@rollcall/service-kit';
import { signAllHeads } from '../operations/sign-heads.ts';
import { withLog } from './with-log.ts';

/** `audit:sign`: signs the heads of all chains now, and prints them as a line of JSON to be kept elsewhere. */
export async function sign(args: string[]): Promise<void> {
  if (args.length > 0) throw new UsageError(`audit:sign takes no arguments, not "${args.join(' ')}"`);
  await withLog(async (parts) => {
    process.stdout.write(`${JSON.stringify(await signAllHeads(parts))}\n`);
  });
}
