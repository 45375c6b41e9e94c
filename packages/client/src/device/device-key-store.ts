import { createDeviceKey, type DeviceKey } from './device-key.ts';

/** Where a browser keeps its key: one, whoever logs in there, because it stands for the device. */
export interface DeviceKeyStore {
  load(): Promise<DeviceKey | undefined>;
  /** Stores a key unless there is one, in one step; the one that is there from then on. */
  keep(fresh: DeviceKey): Promise<DeviceKey>;
  forget(): Promise<void>;
}

/** The key of this device, made at first use; pages that ask at the same time get the same one. */
export async function openDeviceKey(store: DeviceKeyStore): Promise<DeviceKey> {
  return (await store.load()) ?? store.keep(await createDeviceKey());
}
