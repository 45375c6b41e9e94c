import { createFoundation } from '@rollcall/service-kit';
import { type Context, createContext } from '../context.ts';
import { readConfig } from '../env.ts';

/** Runs a command with everything that the service has, opened before and closed after it. */
export async function withContext(command: (context: Context) => Promise<void>): Promise<void> {
  const context = await createContext(readConfig(), createFoundation('auth', 'error'));
  try {
    await command(context);
  } finally {
    await context.close();
  }
}
