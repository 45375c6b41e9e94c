import { type Client, createClient } from '@rollcall/client';
import { routes } from '@rollcall/contracts';
import { type Network, startNetwork } from '@rollcall/dev-network';
import { measureLogIns } from './log-ins.ts';
import { measureTiming } from './timing.ts';

export const PASSWORD = 'a password of the bench';

export interface Bench {
  /** Speaks to the auth process itself, without the edge. */
  client: Client;
  origin: string;
  processId: number;
  emails: string[];
}

const ACCOUNTS = 16;

/** Log-ins at the default cost of a hash, what they leave to other requests, and what their time tells a stranger. */
export async function benchAuth(): Promise<Record<string, unknown>> {
  const network = await startNetwork({
    mode: 'processes',
    env: {
      LOG_LEVEL: 'warn',
      SIGN_INS_PER_MINUTE_PER_ADDRESS: '1000000',
      FAILED_LOG_INS_PER_ACCOUNT: '1000000',
      FAILED_LOG_INS_PER_ADDRESS: '1000000',
      REQUESTS_PER_SECOND_PER_ADDRESS: '100000',
      REQUESTS_PER_SECOND_PER_USER: '100000',
    },
  });
  try {
    const bench = await prepare(network);
    return { ...(await measureLogIns(bench)), ...(await measureTiming(bench)) };
  } finally {
    await network.stop();
  }
}

async function prepare(network: Network): Promise<Bench> {
  const [auth] = network.services.auth;
  if (auth?.processId === undefined) throw new Error('auth has no process of its own');
  const client = createClient({ origin: auth.url });
  const emails = Array.from({ length: ACCOUNTS }, (_, n) => `bench${n}@example.org`);
  for (const email of emails) {
    await client.call(routes.signUp, { body: { name: 'Bench', email, password: PASSWORD, role: 'student' } });
  }
  return { client, origin: auth.url, processId: auth.processId, emails };
}
