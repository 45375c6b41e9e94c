import type { Installer } from './installer.ts';

/** A program that can be had from PATH, from the cache, or by one of its installers. */
export interface Program {
  /** Its folder in the cache. */
  name: string;
  executable: string;
  /** Oldest version that will do: major, minor. */
  minimumVersion: readonly [number, number];
  /** What it is asked for its version by. Default: `--version`. */
  versionArguments?: readonly string[];
  installers: readonly Installer[];
}
