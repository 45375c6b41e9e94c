import type { Bus } from '@rollcall/service-kit';
import type { Connection } from 'mongoose';
import { createDeviceResets, type DeviceResets } from './device-resets.ts';
import { createDevices, type Devices } from './devices.ts';
import { createLogInSessions, type LogInSessions } from './log-in-sessions.ts';
import { createPasswordLinks, type PasswordLinks } from './password-links.ts';
import { createSigningKeys, type SigningKeys } from './signing-keys.ts';
import { createUsers, type Users } from './users.ts';

/** All that the service keeps in MongoDB. */
export interface Stores {
  users: Users;
  logInSessions: LogInSessions;
  passwordLinks: PasswordLinks;
  signingKeys: SigningKeys;
  devices: Devices;
  deviceResets: DeviceResets;
}

export function createStores(connection: Connection, bus: Bus): Stores {
  return {
    users: createUsers(connection, bus),
    logInSessions: createLogInSessions(connection, bus),
    passwordLinks: createPasswordLinks(connection),
    signingKeys: createSigningKeys(connection),
    devices: createDevices(connection, bus),
    deviceResets: createDeviceResets(connection, bus),
  };
}

/** Stops publishing what waits in the documents. */
export function closeOutboxes({ users, logInSessions, devices, deviceResets }: Stores): void {
  for (const { outbox } of [users, logInSessions, devices, deviceResets]) outbox.close();
}
