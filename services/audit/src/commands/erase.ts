import { parseArgs } from 'node:util';
import { id } from '@rollcall/contracts';
import { UsageError } from '@rollcall/service-kit';
import { eraseUser } from '../operations/erase-user.ts';
import { withLog } from './with-log.ts';

/** `audit:erase --user <id>`: erases what the log says about somebody, and records that. */
export async function erase(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { user: { type: 'string' } } });
  const userId = id.safeParse(values.user);
  if (!userId.success) throw new UsageError('audit:erase --user <id>');
  await withLog(async (parts) => {
    const erased = await eraseUser(parts, userId.data);
    process.stdout.write(`Personal parts erased: ${erased}. The chains are as they were.\n`);
  });
}
