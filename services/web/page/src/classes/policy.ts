import type { PolicyInput, SessionPolicy } from '@rollcall/contracts';

/** What holds where neither a session nor its class says otherwise; undefined where each Rollcall has its own. */
export type UsualPolicy = Omit<SessionPolicy, 'rotationSeconds' | 'graceSeconds'> &
  Pick<PolicyInput, 'rotationSeconds' | 'graceSeconds'>;

export const usualPolicy: UsualPolicy = {
  lateAfterMinutes: 5,
  mode: 'rotating',
  rotationSeconds: undefined,
  graceSeconds: undefined,
  slots: 4,
  typedCode: 'flag',
  geofence: null,
  device: 'off',
  result: 'best',
};

/** What a session is like: what is said for it, then what its class wants, then what is usual. */
export function effectivePolicy(ofClass: PolicyInput, given: PolicyInput): UsualPolicy {
  return { ...usualPolicy, ...said(ofClass), ...said(given) };
}

/** Without what is not said. */
export function said(input: PolicyInput): PolicyInput {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}
