import { createStore, del, delMany, get, set, type UseStore, update } from 'idb-keyval';
import type { DeviceKey } from './device-key.ts';
import type { DeviceKeyStore } from './device-key-store.ts';

const KEY = 'device';
const OWNER = 'owner';

/** Remembers beside the key to whom it was bound last, so that nobody has to ask the server each time. */
export interface IndexedDbKeyStore extends DeviceKeyStore {
  /** Whom it was bound to, as far as this browser knows: a reset may have ended that. */
  loadOwner(): Promise<string | undefined>;
  keepOwner(userId: string | undefined): Promise<void>;
}

/**
 * The key in the browser's IndexedDB, which holds keys that nobody can read out. Nothing is opened before the first use;
 * where there is no IndexedDB, such as in Node, that use throws.
 */
export function createIndexedDbKeyStore(database = 'rollcall-device'): IndexedDbKeyStore {
  let opened: UseStore | undefined;

  function open(): UseStore {
    if (!('indexedDB' in globalThis)) throw new Error('There is no IndexedDB here to keep a device key in');
    opened ??= createStore(database, 'keys');
    return opened;
  }

  return {
    load: async () => get<DeviceKey>(KEY, open()),
    async keep(fresh) {
      let kept = fresh;
      const choose = (stored: DeviceKey | undefined) => {
        kept = stored ?? fresh;
        return kept;
      };
      await update(KEY, choose, open());
      return kept;
    },
    forget: async () => delMany([KEY, OWNER], open()),
    loadOwner: async () => get<string>(OWNER, open()),
    keepOwner: async (userId) => (userId === undefined ? del(OWNER, open()) : set(OWNER, userId, open())),
  };
}
