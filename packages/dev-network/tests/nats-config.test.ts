import { join } from 'node:path';
import { expect, test } from 'vitest';
import { natsPasswordVariable, natsServerConfig, natsServiceUsers } from '../src/network/nats-config.ts';

const HEADER = `# Users of NATS and their rights, made from packages/contracts. After a change there:
#   npm test -- packages/dev-network/tests/nats-config.test.ts --update
# Passwords come from nats-server's environment. It reads a value as it reads this file: put it in quotes.

`;

test('deploy/nats.conf says what the contracts say now', async () => {
  const users = natsServiceUsers((service) => `$${natsPasswordVariable(service)}`);
  const file = join(import.meta.dirname, '../../../deploy/nats.conf');
  await expect(`${HEADER}${natsServerConfig(users)}`).toMatchFileSnapshot(file);
});
