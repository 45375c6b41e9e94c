import type { Clock, IdSource, Logger } from '@rollcall/service-kit';
import type { Config } from '../env.ts';
import type { LogStore } from '../store/log-store.ts';

/** What an operation on the log needs, in the service and in a command alike. */
export interface LogParts {
  store: LogStore;
  clock: Clock;
  ids: IdSource;
  log: Logger;
  config: Pick<Config, 'AUDIT_SIGNING_KEY' | 'AUDIT_FORMER_PUBLIC_KEYS'>;
}
