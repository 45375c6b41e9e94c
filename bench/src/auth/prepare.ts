import { type Client, createClient } from '@rollcall/client';
import { routes } from '@rollcall/contracts';
import type { Network } from '@rollcall/dev-network';

export const PASSWORD = 'a password of the bench';

export interface Bench {
  /** Speaks to the auth process itself, without the edge. */
  client: Client;
  origin: string;
  processId: number;
  emails: string[];
}

const ACCOUNTS = 16;

/** Accounts in a running network. */
export async function prepare(network: Network): Promise<Bench> {
  const [auth] = network.services.auth;
  if (auth?.processId === undefined) throw new Error('auth has no process of its own');
  const client = createClient({ origin: auth.url });
  const emails = Array.from({ length: ACCOUNTS }, (_, n) => `bench${n}@example.org`);
  for (const email of emails) {
    await client.call(routes.signUp, { body: { name: 'Bench', email, password: PASSWORD, role: 'student' } });
  }
  return { client, origin: auth.url, processId: auth.processId, emails };
}
