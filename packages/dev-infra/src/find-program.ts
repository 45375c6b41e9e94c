import type { Attempt } from './errors.ts';
import type { Program } from './install/program.ts';
import { findBinary } from './sources/find-binary.ts';
import type { Environment } from './types.ts';

export interface FindProgramOptions {
  /** Default: `process.env`. Read are ROLLCALL_CACHE, PATH and HOME. */
  env?: Environment;
  /** Hears what takes long, in words. */
  onProgress?: (line: string) => void;
}

/**
 * The path of a program that tests need: from PATH, from the cache, or installed into the cache now. Where it can't be had:
 * what was tried, and why that failed.
 */
export async function findProgram(
  program: Program,
  { env = process.env, onProgress }: FindProgramOptions = {},
): Promise<{ path: string } | { failed: Attempt[] }> {
  const failed: Attempt[] = [];
  const binary = await findBinary(program, env, failed, (words) => onProgress?.(`${program.executable}: ${words}`));
  return binary === undefined ? { failed } : { path: binary.path };
}
