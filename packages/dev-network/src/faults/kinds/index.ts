import type { Fault } from '../fault.ts';
import { clockSkew } from './clock-skew.ts';
import { killAtCheckpoint } from './kill-at-checkpoint.ts';
import { deleteStream, flushRedis, killMongod, killRedis, stopMongod } from './servers.ts';
import { stopSessionPastClose } from './stop-session-past-close.ts';

/** All faults, in the order in which they are run. */
export const faults: readonly Fault[] = [
  killAtCheckpoint('kill-before-write', 'scan:before-write'),
  killAtCheckpoint('kill-after-write', 'scan:after-write'),
  killAtCheckpoint('kill-after-ack', 'scan:after-ack'),
  killMongod,
  stopMongod,
  stopSessionPastClose,
  clockSkew,
  flushRedis,
  killRedis,
  deleteStream,
];
