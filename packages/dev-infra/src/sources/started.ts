import type { InfraServer } from '../types.ts';

/** A server and how to end it. Servers of the environment have no end. */
export interface Started {
  server: InfraServer;
  stop?: () => Promise<void>;
}
