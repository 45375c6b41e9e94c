import { isDuplicateKey } from '@rollcall/service-kit';
import type { SignedHeads } from '../domain/signed-heads.ts';
import type { Collections } from './models.ts';

/** The heads that were signed, in their order. */
export function createSignedHeadsStore({ signed }: Pick<Collections, 'signed'>) {
  return {
    last: () => signed.findOne({}, { sort: { _id: -1 } }),

    all: (): AsyncIterable<SignedHeads> => signed.find().sort({ _id: 1 }),

    ofDay: (day: string) => signed.findOne({ day }),

    /** False when somebody else has taken this number, or the day. */
    async add(one: SignedHeads): Promise<boolean> {
      try {
        await signed.insertOne(one);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}
export type SignedHeadsStore = ReturnType<typeof createSignedHeadsStore>;
