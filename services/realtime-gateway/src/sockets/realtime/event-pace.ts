import { TokenBucket } from '../token-bucket.ts';

const EVENTS = { perSecond: 20, burst: 50 };
const REFUSALS = { perSecond: 20, burst: 1_000 };

/** How often one socket may send events: `refused` beyond its pace, `over` when it goes on beyond it for long. */
export function createEventPace(): () => 'taken' | 'refused' | 'over' {
  const events = new TokenBucket(EVENTS);
  const refusals = new TokenBucket(REFUSALS);
  return () => {
    if (events.take()) return 'taken';
    return refusals.take() ? 'refused' : 'over';
  };
}
