import type { Context } from '../../context.ts';

/** Deletes a file that nothing points to any more. When that fails nobody but the disk is the worse for it. */
export async function forgetFile({ objects, log }: Context, key: string): Promise<void> {
  await objects.delete(key).catch((error) => log.warn({ err: error, key }, 'a file is left over'));
}
