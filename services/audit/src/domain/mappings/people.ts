import type { Mappings } from '../mapping.ts';

const user = ['user', 'userId'] as const;
const reset = ['device-reset', 'resetId'] as const;
const ofUser = { userId: 'user', why: 'personal' } as const;
const ofReset = { ...ofUser, resetId: 'plain' } as const;

/** Accounts, log-ins, devices: the history of a person is in one chain. */
export const people = {
  userCreated: { action: 'user.created', about: user, fields: { userId: 'user', role: 'plain' } },
  userEdited: { action: 'user.edited', about: user, fields: { ...ofUser, fields: 'plain' } },
  userRoleChanged: { action: 'user.role-changed', about: user, fields: { ...ofUser, from: 'plain', to: 'plain' } },
  userDisabled: { action: 'user.disabled', about: user, fields: ofUser },
  userEnabled: { action: 'user.enabled', about: user, fields: ofUser },
  userPasswordChanged: { action: 'user.password-changed', about: user, fields: { ...ofUser, how: 'plain' } },
  userLoggedIn: { action: 'user.logged-in', about: user, fields: { userId: 'user', sessionId: 'personal' } },
  userLogInFailed: { action: 'user.log-in-failed', about: user, fields: { userId: 'user' } },
  userSessionEnded: {
    action: 'user.session-ended',
    about: user,
    fields: { userId: 'user', sessionId: 'personal', why: 'plain' },
  },
  deviceBound: {
    action: 'device.bound',
    about: ['device', 'deviceId'],
    family: user,
    fields: { ...ofUser, deviceId: 'personal', kind: 'plain' },
  },
  deviceResetRequested: { action: 'device.reset-requested', about: reset, family: user, fields: ofReset },
  deviceResetApproved: { action: 'device.reset-approved', about: reset, family: user, fields: ofReset },
  deviceResetRejected: { action: 'device.reset-rejected', about: reset, family: user, fields: ofReset },
} satisfies Partial<Mappings>;
