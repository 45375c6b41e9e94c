import { createEvent, publishEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

/**
 * Tells of a wrong guess at somebody's password. Nobody waits for it, and without NATS it is in the log of this process alone:
 * how long a refusal takes must not say whether there is such an account.
 */
export function tellFailedLogIn({ bus, log }: Pick<Context, 'bus' | 'log'>, userId: string, trace: Trace): void {
  publishEvent(bus, createEvent(bus, 'userLogInFailed', userId, { userId }, trace)).catch((error) =>
    log.warn({ err: error, userId }, 'a failed log-in could not be told'),
  );
}
