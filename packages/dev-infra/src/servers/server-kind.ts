import type { Program } from '../install/program.ts';
import type { ServerName } from '../types.ts';

export interface ServerPlace {
  port: number;
  folder: string;
  /** Address to listen on. */
  address: string;
  /** Path of a file with `config`. */
  configFile?: string | undefined;
}

/** All that is special about one of the three servers. */
export interface ServerKind extends Program {
  name: ServerName;
  title: string;
  urlVariable: string;
  image: { name: string; dataFolder: string; readyLine: RegExp };
  /** Text of a configuration file, for a server that is to have one. */
  config?: string | undefined;
  /** For a server that needs more than any free port. */
  findPort?(): Promise<number>;
  arguments(place: ServerPlace): string[];
  url(port: number): string;
  /** Whether it does its full work on this port; prepares what must be prepared once. */
  isReady(port: number): Promise<boolean>;
}
