import { AppError } from '@rollcall/service-kit';

/** Lets so many in at once. */
export interface Turnstile {
  /** Lets one in, who calls what it returns to leave. Throws `try_again` when too many are in. */
  enter(): () => void;
}

/** A process that has more to do than it can refuses before it begins: what is acknowledged is never given up. */
export function createTurnstile(places: number): Turnstile {
  let taken = 0;
  const leave = () => {
    taken -= 1;
  };
  return {
    enter() {
      if (taken >= places) throw new AppError('try_again');
      taken += 1;
      return leave;
    },
  };
}
