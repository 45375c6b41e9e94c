import { searchKeysOf, sortKeyOf } from '@rollcall/service-kit';
import { toEmailKey } from './email.ts';
import { toUsernameKey } from './username.ts';

/** What says who somebody is. */
export interface Identity {
  name: string;
  email: string;
  username: string | null;
  studentNumber: string | null;
}

/** The fields of a user that hold an identity, with what the user is found by. */
export function identityFields(identity: Identity) {
  const { name, email, username, studentNumber } = identity;
  return {
    name,
    nameKey: sortKeyOf(name),
    searchKeys: searchKeysOf(name, [email, username, studentNumber]),
    email,
    emailKey: toEmailKey(email),
    ...(username !== null && { username, usernameKey: toUsernameKey(username) }),
    ...(studentNumber !== null && { studentNumber }),
  };
}
