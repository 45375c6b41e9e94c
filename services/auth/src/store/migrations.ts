import { importModels } from '@rollcall/imports';
import { createPublishedEvents, type DatabaseSchema, dropIndex } from '@rollcall/service-kit';
import { raiseLogInSession, raiseUser } from '../domain/raise-documents.ts';
import { userImports } from '../imports/user-imports.ts';
import { deviceResetModel } from './device-resets.ts';
import { deviceModel } from './devices.ts';
import { logInSessionModel } from './log-in-sessions.ts';
import { passwordLinkModel } from './password-links.ts';
import { signingKeyModel } from './signing-keys.ts';
import { userModel } from './users.ts';

/** What the command `migrate` brings the database to: all models, for their indexes, and the migrations in their order. */
export const databaseSchema: DatabaseSchema = {
  models: [
    userModel,
    logInSessionModel,
    signingKeyModel,
    passwordLinkModel,
    deviceModel,
    deviceResetModel,
    ...importModels(userImports),
    createPublishedEvents,
  ],
  migrations: [
    { name: 'users-2-search', collection: 'users', from: 1, to: 2, migrate: raiseUser },
    { name: 'log-in-sessions-2-expiry', collection: 'logInSessions', from: 1, to: 2, migrate: raiseLogInSession },
    dropIndex('log-in-sessions-2-drop-token-expiry', 'logInSessions', 'tokenExpiresAt_1'),
  ],
};
