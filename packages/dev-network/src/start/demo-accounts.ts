import { type DemoAccount, seed } from '../demo/seed.ts';
import type { StartSettings } from './settings.ts';

export interface DemoAccounts {
  accounts: DemoAccount[];
  /** Why there are none, in a line. */
  missing?: string;
}

/** Makes the demo accounts. Rollcall is there without them too, when somebody has changed a password for example. */
export async function makeDemoAccounts(
  origin: string,
  settings: StartSettings,
  onProgress: (line: string) => void,
): Promise<DemoAccounts> {
  if (settings.env.NODE_ENV === 'production') return { accounts: [], missing: 'none are made in production' };
  try {
    const { accounts } = await seed({ origin, onProgress });
    return { accounts };
  } catch (error) {
    return { accounts: [], missing: error instanceof Error ? error.message : String(error) };
  }
}
