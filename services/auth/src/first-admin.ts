import { AppError, systemTrace } from '@rollcall/service-kit';
import type { Context } from './context.ts';
import { createUser } from './create-user.ts';

/** Makes the administrator that the environment names, unless the address is taken: also by another process, just now. */
export async function ensureFirstAdmin(context: Context): Promise<void> {
  const { FIRST_ADMIN_EMAIL: email, FIRST_ADMIN_PASSWORD: password } = context.config;
  if (email === undefined || password === undefined) return;
  const trace = systemTrace('first-admin');
  try {
    const user = await createUser(context, { name: 'Administrator', email, password, role: 'admin' }, trace);
    context.log.info({ userId: user._id }, 'the first administrator was made');
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'email_taken')) throw error;
  }
}
