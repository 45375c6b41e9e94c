import { searchKeysOf, sortKeyOf } from '@rollcall/service-kit';
import { z } from 'zod';

const text = z.string().nullable().default(null);
const userOfVersion1 = z.object({
  name: z.string(),
  email: z.string(),
  username: text,
  studentNumber: text,
  credentialsVersion: z.number().default(0),
});
const sessionOfVersion1 = z.object({
  createdAt: z.date(),
  tokenExpiresAt: z.date(),
  lastUsedAt: z.date().optional(),
  expiresAt: z.date().optional(),
  maxExpiresAt: z.date().optional(),
  credentialsVersion: z.number().default(0),
});

/** Version 2 of a user is found by words and put in order by a key. What this release has written already stays. */
export function raiseUser(document: unknown) {
  const { credentialsVersion, name, email, username, studentNumber } = userOfVersion1.parse(document);
  const searchKeys = searchKeysOf(name, [email, username, studentNumber]);
  return { $set: { nameKey: sortKeyOf(name), searchKeys, credentialsVersion } };
}

/** Version 2 of a log-in session may outlive its access token; one of version 1 ends with it. */
export function raiseLogInSession(document: unknown) {
  const { createdAt, tokenExpiresAt, ...session } = sessionOfVersion1.parse(document);
  const { lastUsedAt = createdAt, expiresAt = tokenExpiresAt, maxExpiresAt = tokenExpiresAt } = session;
  return { $set: { lastUsedAt, expiresAt, maxExpiresAt, credentialsVersion: session.credentialsVersion } };
}
