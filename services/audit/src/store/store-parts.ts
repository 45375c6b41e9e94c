import { isDuplicateKey } from '@rollcall/service-kit';
import type { Draft } from '../domain/draft.ts';
import type { UnlinkedEntry } from '../domain/entry.ts';
import { digestOf, isErased, newSalt, type PersonalPart, type StoredPart } from '../domain/personal-part.ts';
import type { Collections } from './models.ts';

/**
 * Stores the personal parts of acts, before their entries: an entry never misses its part. One that is there already, because
 * its writer died in between or another one writes the same act, is taken as it is.
 */
export async function storeParts(
  { parts }: Pick<Collections, 'parts'>,
  drafts: readonly Draft[],
): Promise<UnlinkedEntry[]> {
  const salted = drafts.flatMap(({ personal }): PersonalPart[] => (personal ? [{ ...personal, salt: newSalt() }] : []));
  const known = new Map<string, StoredPart>(salted.map((part) => [part._id, part]));
  if (salted.length > 0) {
    try {
      await parts.insertMany(salted, { ordered: false });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const stored = await parts
        .find({ _id: { $in: [...known.keys()] } }, { readConcern: { level: 'local' } })
        .toArray();
      for (const part of stored) known.set(part._id, part);
    }
  }
  return drafts.map(({ entry, personal }) => {
    const part = known.get(entry._id);
    if (!personal || !part) return { ...entry, personalDigest: null };
    const { salt, data } = isErased(part) ? { salt: newSalt(), data: personal.data } : part;
    return { ...entry, personalDigest: digestOf(salt, data) };
  });
}
