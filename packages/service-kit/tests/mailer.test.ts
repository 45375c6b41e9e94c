import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { isOutage, toAppError } from '../src/app-error.ts';
import { mailEnv, readEnv } from '../src/env.ts';
import { createLogger } from '../src/log.ts';
import { createMailer, type Mail } from '../src/mailer.ts';
import { type MailServer, type MailServerOptions, startMailServer } from '../src/testing/index.ts';
import { silent } from './helpers.ts';

const MAIL_FROM = 'Rollcall <attendance@school.example>';
const mail = { to: 'ada@school.example', subject: 'Hello', text: 'Hello Ada' };

let server: MailServer;
beforeAll(async () => {
  server = await startMailServer({ refuse: (address) => refusals[address] });
});
afterAll(() => server.close());
const refusals: Record<string, number> = { 'nobody@school.example': 550, 'busy@school.example': 451 };

test('a mail arrives with its sender, subject, text and page, in any script', async () => {
  const text = 'Guten Tag, Žofia 👋\n.\nhttps://school.example/reset#abc\n';
  const html = '<p>Guten Tag, Žofia 👋</p>';
  const sent = { to: { name: 'Žofia Müller', address: 'zofia@school.example' }, subject: 'Prüfung — 出席', text, html };
  await openMailer(server.url).send(sent);
  const received = server.mails.at(-1);
  expect(received?.recipients).toEqual(['zofia@school.example']);
  expect(received?.parsed).toMatchObject({
    from: { name: 'Rollcall', address: 'attendance@school.example' },
    to: [{ name: 'Žofia Müller', address: 'zofia@school.example' }],
    subject: 'Prüfung — 出席',
    text: `${text}\n`,
  });
  expect(received?.parsed.html?.trim()).toBe(html);
});

test('forty mails at once arrive once each', async () => {
  const mailer = openMailer(server.url);
  const subjects = Array.from({ length: 40 }, (_, at) => `mail ${at}`);
  await Promise.all(subjects.map((subject) => mailer.send({ ...mail, subject })));
  const arrived = server.mails.map(({ parsed }) => parsed.subject).filter((subject) => subject?.startsWith('mail '));
  expect(arrived.sort()).toEqual(subjects.sort());
});

test('the user of SMTP_URL logs in; with another password nothing is sent, and that is no outage', async () => {
  const user = { name: 'roll@call', password: 'p:ss/w?rd' };
  const guarded = await openServer({ user });
  await openMailer(guarded.url).send(mail);
  expect(guarded.mails).toHaveLength(1);
  const error = await failureOf(guarded.url.replace(encodeURIComponent(user.password), 'guess'));
  expect([error.responseCode, isOutage(error)]).toEqual([535, false]);
  expect(guarded.mails).toHaveLength(1);
});

test('a recipient refused for good (550) is no outage, one refused for now (451) is', async () => {
  const never = await failureOf(server.url, { ...mail, to: 'nobody@school.example' });
  expect([never.responseCode, toAppError(never).code]).toEqual([550, 'internal']);
  const later = await failureOf(server.url, { ...mail, to: 'busy@school.example' });
  expect([later.responseCode, toAppError(later).code]).toEqual([451, 'try_again']);
});

test('a server that is down is an outage, and after its return the same mailer delivers', async () => {
  const first = await openServer();
  const mailer = openMailer(first.url);
  await mailer.send(mail);
  await first.close();
  expect(toAppError(await mailer.send(mail).catch((thrown) => thrown)).code).toBe('try_again');
  const second = await openServer({ port: Number(new URL(first.url).port) });
  await mailer.send({ ...mail, subject: 'again' });
  expect(second.mails.map(({ parsed }) => parsed.subject)).toEqual(['again']);
});

test('a server that is about to stop (421) is an outage', async () => {
  expect(toAppError(await failureOf(await openSilentServer('421 closing\r\n'))).code).toBe('try_again');
});

test('a server that never greets, and one that never answers, are outages within seconds', async () => {
  const [mute, stuck] = await Promise.all([openSilentServer(''), openSilentServer('220 mail.example ESMTP\r\n')]);
  const errors = await Promise.all([failureOf(mute), failureOf(stuck)]);
  expect(errors.map((error) => toAppError(error).code)).toEqual(['try_again', 'try_again']);
});

test('a mail that still waits when the mailer closes is an outage', async () => {
  const mailer = openMailer(await openSilentServer(''));
  const waiting = Array.from({ length: 6 }, () => mailer.send(mail).catch((thrown) => thrown));
  await new Promise(setImmediate);
  mailer.close();
  expect(toAppError(await waiting.at(-1)).code).toBe('try_again');
  expect(toAppError(await mailer.send(mail).catch((thrown) => thrown)).code).toBe('try_again');
});

test.each([
  'ada@school.example\r\nBcc: eve@school.example',
  'ada@school.example, eve@school.example',
  'Ada <ada@school.example>',
  '<ada@school.example>',
  'ada@school.example\n',
  'ada',
  '',
])('"%s" is not one address: refused, and nothing is sent', async (to) => {
  const before = server.mails.length;
  expect(await failureOf(server.url, { ...mail, to })).toMatchObject({ code: 'invalid_request' });
  const named = { ...mail, to: { name: 'Ada', address: to } };
  expect(await failureOf(server.url, named)).toMatchObject({ code: 'invalid_request' });
  expect(await failureOf(undefined, { ...mail, to })).toMatchObject({ code: 'invalid_request' });
  expect(server.mails).toHaveLength(before);
});

test.each(['\r\n', '\n', '\r', '\u2028', '\0'])('%j in subject and name begins no header', async (end) => {
  const words = `Hi${end}Bcc: eve@school.example${end}${end}<b>body</b>`;
  await openMailer(server.url).send({ ...mail, to: { name: words, address: mail.to }, subject: words });
  const received = server.mails.at(-1);
  expect(received?.recipients).toEqual([mail.to]);
  expect(received?.raw).not.toMatch(/^bcc:/im);
  expect(received?.parsed.to).toMatchObject([{ address: mail.to }]);
  expect(received?.parsed).toMatchObject({ subject: words.replaceAll(/[\p{Cc}\u2028]+/gu, ' '), text: 'Hello Ada\n' });
});

test('without SMTP_URL the operator finds the text in the log, with its one-time link', async () => {
  const lines: string[] = [];
  const output = new Writable({ write: (line, _encoding, done) => done(void lines.push(String(line))) });
  const text = 'Set a password:\nhttps://school.example/reset#token-1234';
  await createMailer(readEnv(mailEnv, {}), createLogger('test', 'warn', output)).send({ ...mail, text });
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 40, to: mail.to, subject: mail.subject, text });
});

test('SMTP_URL asks for a MAIL_FROM', () => {
  expect(() => createMailer(readEnv(mailEnv, { SMTP_URL: server.url }), silent)).toThrow(/^MAIL_FROM: /);
});

test.each([
  ['SMTP_URL', 'http://mail.example'],
  ['SMTP_URL', 'smtp://:pass@'],
  ['SMTP_URL', 'mail.example:25'],
  ['SMTP_URL', 'smtp://mail.example\r\nx'],
  ['MAIL_FROM', 'Rollcall'],
  ['MAIL_FROM', 'Rollcall <a@b.example>\r\nBcc: eve@school.example'],
  ['MAIL_FROM', 'Rollcall <a@b.example>, eve@school.example'],
])('%s=%j is refused at start, without repeating it', (name, value) => {
  const read = () => readEnv(mailEnv, { [name]: value });
  expect(read).toThrow(`  ${name}: `);
  expect(read).not.toThrow(value);
});

function openMailer(url: string | undefined) {
  const mailer = createMailer({ SMTP_URL: url, MAIL_FROM }, silent);
  onTestFinished(() => mailer.close());
  return mailer;
}

async function failureOf(url: string | undefined, message: Mail = mail) {
  const failure = await openMailer(url)
    .send(message)
    .then(
      () => undefined,
      (thrown) => thrown,
    );
  if (failure === undefined) throw new Error('it was sent');
  return failure as Error & { responseCode?: number };
}

async function openServer(options?: MailServerOptions): Promise<MailServer> {
  const opened = await startMailServer(options);
  onTestFinished(() => opened.close());
  return opened;
}

/** A server that takes connections, says this and nothing else. */
async function openSilentServer(greeting: string): Promise<string> {
  const listener = createServer((socket) => {
    socket.on('error', () => {});
    if (greeting !== '') socket.write(greeting);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void listener.close());
  await once(listener, 'listening');
  return `smtp://127.0.0.1:${(listener.address() as AddressInfo).port}`;
}
