import type { ServiceName } from '@rollcall/contracts';
import { type Clock, createIdSource, type IdSource, systemClock } from './clock.ts';
import { CloseStack } from './close-stack.ts';
import { Health } from './health.ts';
import { createLogger, type Logger } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';

/** What tests and the development network may put in place of the real thing. */
export interface Overrides {
  clock?: Clock;
  log?: Logger;
  checkpoint?: Checkpoint;
}

/** Is reached at named points of the work, so that a fault run can stop or end the process there. */
export type Checkpoint = (point: string) => void | Promise<void>;

/** The parts of a process that need no connection. */
export interface Foundation {
  clock: Clock;
  ids: IdSource;
  log: Logger;
  health: Health;
  metrics: Metrics;
  /** Of fault runs alone. */
  checkpoint: Checkpoint | undefined;
  /** Closes, in reverse, what the context opens. */
  closers: CloseStack;
}

/** Makes them, once a process. */
export function createFoundation(service: ServiceName, logLevel: string, overrides: Overrides = {}): Foundation {
  const clock = overrides.clock ?? systemClock;
  const health = new Health();
  return {
    clock,
    ids: createIdSource(clock),
    log: overrides.log ?? createLogger(service, logLevel),
    health,
    metrics: createMetrics(service, health),
    checkpoint: overrides.checkpoint,
    closers: new CloseStack(),
  };
}
