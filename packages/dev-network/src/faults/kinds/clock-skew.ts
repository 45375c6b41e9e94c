import type { Fault } from '../fault.ts';

const OFFSET_MS = 90_000;

/**
 * The victim's clock is 90 s fast on odd seeds, 90 s slow on even ones. The policy is one under which a start, or a scan, by
 * that clock would count as the other status.
 */
export const clockSkew: Fault = {
  name: 'clock-skew',
  variables: ({ isEven }) => ({ FAULT_CLOCK_OFFSET_MS: `${isEven ? -OFFSET_MS : OFFSET_MS}` }),
  strike: async () => {},
  policy: ({ isEven }) => ({ lateAfterMinutes: isEven ? 1 : 0 }),
  expected: ({ isEven }) => (isEven ? 'present' : 'late'),
  wallGoesOn: true,
};
