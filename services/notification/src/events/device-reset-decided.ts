import { type React, timeOf } from './reaction.ts';

function decided<Name extends 'deviceResetApproved' | 'deviceResetRejected'>(approved: boolean): React<Name> {
  return (_, event) => {
    const { userId, resetId, why = null } = event.data;
    const data = { resetId, approved, why };
    return { drafts: [{ eventId: event.id, userId, at: timeOf(event), kind: 'device_reset_decided', data }] };
  };
}

export const deviceResetApproved = decided<'deviceResetApproved'>(true);
export const deviceResetRejected = decided<'deviceResetRejected'>(false);
