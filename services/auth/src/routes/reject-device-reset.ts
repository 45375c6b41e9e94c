import type { Context } from '../context.ts';
import { decideDeviceReset, type ResetDecision } from '../devices/decide-device-reset.ts';

export async function rejectDeviceReset(context: Context, decision: ResetDecision) {
  return decideDeviceReset(context, 'rejected', decision);
}
