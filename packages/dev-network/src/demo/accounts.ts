import { type Client, createClient, type RetryPolicy, RollcallError } from '@rollcall/client';
import { type Role, routes } from '@rollcall/contracts';

export interface Credentials {
  email: string;
  password: string;
}

export interface Person extends Credentials {
  name: string;
  role: Exclude<Role, 'admin'>;
}

/** Somebody with a log-in. */
export interface Account {
  userId: string;
  token: string;
  client: Client;
}

/** For requests that may be sent twice: signing up, logging in, enrolling, reading. */
export const patient: RetryPolicy = { attempts: 8 };

/** Logs in, and signs up before when there is no such account. */
export async function signUpOrLogIn(origin: string, person: Person): Promise<Account> {
  const client = createClient({ origin, retry: patient });
  const { name, email, password, role } = person;
  await client.call(routes.signUp, { body: { name, email, password, role } }).catch((error) => {
    if (!isRefusal(error, 'email_taken')) throw error;
  });
  const account = await logIn(origin, person);
  if (!account) throw new Error(`${email} exists at ${origin} with another password.`);
  return account;
}

/** Logs in; undefined when there is no such account, or not with this password. */
export async function logIn(origin: string, { email, password }: Credentials): Promise<Account | undefined> {
  const client = createClient({ origin, retry: patient });
  try {
    const { accessToken, user } = await client.call(routes.logIn, { body: { email, password } });
    client.setToken(accessToken);
    return { userId: user._id, token: accessToken, client };
  } catch (error) {
    if (isRefusal(error, 'invalid_credentials')) return undefined;
    throw error;
  }
}

export function isRefusal(error: unknown, code: string): boolean {
  return error instanceof RollcallError && error.code === code;
}
