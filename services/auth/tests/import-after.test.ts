import { events } from '@rollcall/contracts';
import type { Bus } from '@rollcall/service-kit';
import { connectTestBus, type MailServer, startMailServer } from '@rollcall/service-kit/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openAuth, type TestAuth } from './helpers.ts';
import { ADMIN, adminEnv, type Imports, openImports, peopleFile } from './import-helpers.ts';

let auth: TestAuth;
let imports: Imports;
let bus: Bus;
let mailServer: MailServer;
beforeAll(async () => {
  mailServer = await startMailServer();
  auth = await openAuth({ env: { ...adminEnv, SMTP_URL: mailServer.url, MAIL_FROM: 'rollcall@example.org' } });
  imports = await openImports(auth);
  bus = await connectTestBus(auth.infra.nats.url);
});
afterAll(async () => {
  await bus.close();
  await auth.close();
  await mailServer.close();
});

const recipients = () => mailServer.mails.flatMap((mail) => mail.recipients).toSorted();

test('everybody who is added has an event with the administrator as actor, and nobody else', async () => {
  const told = new Map<string, unknown>();
  bus.connection.subscribe(events.userCreated.subject, {
    callback: (_, message) => {
      const { data, actor } = message.json<{ data: { userId: string }; actor: unknown }>();
      told.set(data.userId, actor);
    },
  });
  await bus.connection.flush();
  const done = await imports.importFile(`${peopleFile(5, 'event')}\n${ADMIN.email},Exists`);
  expect(done.counts).toMatchObject({ added: 5, exists: 1 });
  const added = await auth.collection('users').find({ importId: done._id }).toArray();
  const actor = { userId: done.createdBy, role: 'admin' };
  await vi.waitFor(() => expect(told).toEqual(new Map(added.map(({ _id }) => [_id, actor]))), 10_000);
  await vi.waitFor(async () => {
    expect(await auth.collection('users').countDocuments({ 'outbox.envelope.id': { $exists: true } })).toBe(0);
  }, 10_000);
});

test('who is added is invited when that is wanted, once; the link sets a password', async () => {
  expect(recipients()).toEqual([]);
  const file = `${peopleFile(4, 'invited')}\n${ADMIN.email},Exists`;
  await imports.importFile(file, { query: { invite: 'true' } });
  const invited = [0, 1, 2, 3].map((n) => `invited${n}@example.org`);
  await vi.waitFor(() => expect(recipients()).toEqual(invited), 10_000);
  const token = /#([\w-]+)/.exec(mailServer.mails[0]?.parsed.text ?? '')?.[1];
  const body = { token, password: 'my own secret' };
  expect((await auth.call('POST /api/v1/auth/reset-password', { body })).status).toBe(200);
  await auth.logIn(mailServer.mails[0]?.recipients[0] ?? '', 'my own secret');
  await imports.importFile(file, { query: { invite: 'true' } });
  await imports.importFile(peopleFile(1, 'last'), { query: { invite: 'true' } });
  await vi.waitFor(() => expect(recipients()).toContain('last0@example.org'), 10_000);
  expect(recipients()).toEqual([...invited, 'last0@example.org']);
});
