import { startNetwork } from '@rollcall/dev-network';
import { measureLogIns } from './log-ins.ts';
import { prepare } from './prepare.ts';
import { measureTiming } from './timing.ts';

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
