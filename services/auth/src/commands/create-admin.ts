import { text as readAll } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { routes } from '@rollcall/contracts';
import { systemTrace } from '@rollcall/service-kit';
import { createUser } from '../create-user.ts';
import { makePasswordLink } from '../passwords/make-link.ts';
import { withContext } from './with-context.ts';

const options = {
  email: { type: 'string' },
  name: { type: 'string', default: 'Administrator' },
  'password-stdin': { type: 'boolean', default: false },
} as const;

/**
 * `admin:create --email <address> [--name <name>] [--password-stdin]`: makes an administrator. Without a password from
 * standard input it prints a link to set one.
 */
export async function createAdmin(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options });
  const wanted = routes.createUser.body.safeParse({
    name: values.name,
    email: values.email,
    role: 'admin',
    ...(values['password-stdin'] && { password: (await readAll(process.stdin)).replace(/\r?\n$/, '') }),
  });
  if (!wanted.success) {
    const problems = wanted.error.issues.map(({ path, message }) => `  --${path.join('.')}: ${message}`);
    throw new Error(`admin:create --email <address> [--name <name>] [--password-stdin]\n${problems.join('\n')}`);
  }
  await withContext(async (context) => {
    if (wanted.data.password !== undefined) context.passwordPolicy.check(wanted.data.password);
    const user = await createUser(context, wanted.data, systemTrace('admin:create'));
    await context.users.outbox.flush(user._id);
    process.stdout.write(`${user.email} is an administrator now.\n`);
    if (user.passwordHash !== null) return;
    const link = await makePasswordLink(context, user, 'invitation');
    process.stdout.write(`Set the password with this link, once and within a week:\n\n  ${link}\n\n`);
  });
}
