import { userKey } from '../domain/personal-part.ts';
import type { Collections } from './models.ts';

/**
 * Erases the personal parts that are about somebody, as the actor or otherwise; how many. `erasure` is the entry that says
 * so: it is there before. Entries stay as they are.
 */
export async function erasePartsOf(
  { parts }: Pick<Collections, 'parts'>,
  userId: string,
  erasure: string,
): Promise<number> {
  const { modifiedCount } = await parts.updateMany(
    { keys: userKey(userId) },
    { $set: { erasure }, $unset: { keys: '', salt: '', data: '' } },
  );
  return modifiedCount;
}
