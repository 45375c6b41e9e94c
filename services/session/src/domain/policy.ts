import type { PolicyInput, SessionPolicy } from '@rollcall/contracts';

/** What Rollcall wants of a session when neither the teacher nor the class says otherwise; the times are the operator's. */
export function defaultPolicy(times: { rotationSeconds: number; graceSeconds: number }): SessionPolicy {
  return {
    lateAfterMinutes: 5,
    mode: 'rotating',
    ...times,
    slots: 4,
    typedCode: 'flag',
    geofence: null,
    device: 'off',
    result: 'best',
  };
}

/** The policy of a new session: what is said for it, then what its class wants, then the defaults. */
export function resolvePolicy(defaults: SessionPolicy, ofClass: PolicyInput, given: PolicyInput = {}): SessionPolicy {
  return { ...defaults, ...said(ofClass), ...said(given) };
}

/** How many codes stand on the wall. */
export function slotsOf({ mode, slots }: Pick<SessionPolicy, 'mode' | 'slots'>): number {
  return mode === 'single-use' ? slots : 1;
}

function said(input: PolicyInput): Partial<SessionPolicy> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}
