import { clock, day, dayAndClock, exact, relative } from '../words/format.ts';

const ways = { clock, day, dayAndClock, relative };

/** A time as people say it; the exact instant on hover. */
export function Time({ at, as = 'clock' }: { at: string; as?: keyof typeof ways }) {
  return (
    <time dateTime={at} title={exact(at)}>
      {ways[as](at)}
    </time>
  );
}
