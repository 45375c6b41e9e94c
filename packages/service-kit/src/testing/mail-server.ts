import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

const LOOPBACK = '127.0.0.1';

export interface MailServerOptions {
  /** Who may send, and nobody else. Default: everybody. */
  user?: { name: string; password: string };
  /** The reply code with which a recipient is refused: 550 for good, 451 for now. */
  refuse?(address: string): number | undefined;
  /** Default: a free one. */
  port?: number;
}

export interface ReceivedMail {
  /** Whom the envelope named: who really got it. */
  recipients: string[];
  /** The message as it was on the wire. */
  raw: string;
  parsed: Email;
}

export interface MailServer {
  /** What goes into SMTP_URL, with the user if there is one. */
  url: string;
  /** Every mail that was taken, the oldest first; grows. */
  mails: ReceivedMail[];
  close(): Promise<void>;
}

/** A real SMTP server on a free port of this machine that keeps what it gets. */
export async function startMailServer({ user, refuse, port = 0 }: MailServerOptions = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: user === undefined,
    closeTimeout: 100,
    disableReverseLookup: true,
    onAuth({ username, password }, _session, done) {
      const isKnown = username === user?.name && password === user?.password;
      if (isKnown) done(null, { user: username });
      else done(reply(535, 'wrong user or password'));
    },
    onRcptTo({ address }, _session, done) {
      const code = refuse?.(address);
      done(code === undefined ? null : reply(code, 'not here'));
    },
    onData(stream, session, done) {
      receive(buffer(stream), session.envelope.rcptTo).then(() => done(), done);
    },
  });
  server.on('error', () => {}); // a client that goes away in the middle is the test's own doing

  async function receive(message: Promise<Buffer>, recipients: { address: string }[]) {
    const raw = await message;
    const parsed = await PostalMime.parse(raw);
    mails.push({ recipients: recipients.map(({ address }) => address), raw: raw.toString('utf8'), parsed });
  }

  const listener = server.listen(port, LOOPBACK);
  await once(listener, 'listening');
  const address = `${LOOPBACK}:${(listener.address() as AddressInfo).port}`;
  const credentials = user ? `${encodeURIComponent(user.name)}:${encodeURIComponent(user.password)}@` : '';
  return {
    url: `smtp://${credentials}${address}`,
    mails,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

function reply(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode });
}
