import { type MailServer, startMailServer } from '@rollcall/service-kit/testing';
import { expect, it, onTestFinished } from 'vitest';
import { firstOf, openOffice, until } from './helpers.ts';

interface Post {
  server: MailServer;
  office: Awaited<ReturnType<typeof openOffice>>;
  /** What a mail server took for somebody, in words. */
  textsTo(address: string): string[];
}

async function openPost(
  options: { processes?: number; refuse?: (address: string) => number | undefined } = {},
): Promise<Post> {
  const { processes = 1, refuse } = options;
  const server = await startMailServer(refuse ? { refuse } : {});
  const office = await openOffice({
    processes,
    env: {
      SMTP_URL: server.url,
      MAIL_FROM: 'Rollcall <rollcall@school.test>',
      MAIL_DIGEST_MINUTES: '0.03',
      PUBLIC_ORIGIN: 'https://rollcall.school.test',
    },
  });
  onTestFinished(async () => {
    await office.close();
    await server.close();
  }, 60_000);
  const textsTo = (address: string) =>
    server.mails.filter(({ recipients }) => recipients.includes(address)).map(({ parsed }) => parsed.text ?? '');
  return { server, office, textsTo };
}

const wantsMail = { inApp: true, email: true };

it('what is not read comes in one mail after a while, with nothing in it that is HTML of others', async () => {
  const { office, server } = await openPost();
  const student = office.auth.person('student', { name: 'Bobby <b>Tables</b>' });
  const told = (why: string) =>
    office.tell('deviceResetRejected', { userId: student._id, resetId: office.newId(), why });
  await told('<img src=x onerror=alert(1)> & "so"');
  await told('Twice');
  await until(() => expect(server.mails).toHaveLength(1));
  const { recipients, parsed } = firstOf(server.mails);
  expect([recipients, parsed.from?.address, parsed.subject]).toEqual([
    [student.email],
    'rollcall@school.test',
    '2 new notifications',
  ]);
  expect(parsed.text).toContain('not accepted: <img src=x onerror=alert(1)> & "so"');
  expect(parsed.text).toContain('https://rollcall.school.test/app');
  expect(parsed.html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;so&quot;');
  expect(parsed.html).toContain('Bobby &lt;b&gt;Tables&lt;/b&gt;');
  expect(parsed.html).not.toMatch(/<img|<b>/);
}, 60_000);

it('nothing is mailed twice, by two processes either; later news come in a later mail', async () => {
  const { office, server, textsTo } = await openPost({ processes: 2 });
  const people = Array.from({ length: 5 }, () => office.auth.person('student'));
  const reasons: string[] = [];
  for (let n = 0; n < 12; n += 1) {
    const why = `Reason ${String.fromCharCode(65 + n)}.`;
    reasons.push(why);
    for (const { _id } of people) {
      const id = await office.tell('deviceResetRejected', { userId: _id, resetId: office.newId(), why });
      await office.tell('deviceResetRejected', { userId: _id, resetId: office.newId(), why }, { id });
    }
    if (n % 4 === 3) await until(() => expect(textsTo(firstOf(people).email).join()).toContain(why));
  }
  const all = reasons.toSorted();
  for (const { email } of people) {
    const mailed = () =>
      textsTo(email)
        .join()
        .match(/Reason \w\./g) ?? [];
    await until(() => expect(mailed().toSorted()).toEqual(all));
  }
  expect(server.mails.length).toBeGreaterThanOrEqual(3 * people.length);
}, 60_000);

it('no mail of what was read in the app, is not wanted by mail, or is for an account that is closed', async () => {
  const { office, server, textsTo } = await openPost();
  const { classId, students } = office.openClass(2);
  const [wants, doesNot] = [firstOf(students), firstOf(students.slice(1))];
  const closed = office.auth.person('student', { disabled: true });
  const reads = office.auth.person('student');
  await office.call(wants, 'PUT', '/api/v1/notification-preferences', { kinds: { session_cancelled: wantsMail } });
  const readsOne = office.auth.person('student');
  const told = ({ _id }: typeof reads, why: string) =>
    office.tell('deviceResetRejected', { userId: _id, resetId: office.newId(), why });
  for (const why of ['Read in the app', 'Not read']) await told(readsOne, why);
  await told(reads, 'Read in the app');
  await until(async () => expect((await office.listOf(reads)).unread).toBe(1));
  await office.call(reads, 'POST', '/api/v1/notifications/read-all');
  const { items } = await office.listOf(readsOne);
  const read = items.find(({ data }) => 'why' in data && data.why === 'Read in the app');
  await office.call(readsOne, 'POST', `/api/v1/notifications/${read?._id}/read`);
  await office.tell('deviceResetApproved', { userId: closed._id, resetId: office.newId() });
  await office.tell('deviceResetApproved', { userId: office.newId(), resetId: office.newId() });
  await office.tell('sessionCancelled', { sessionId: office.newId(), classId, why: 'Snow' });
  await until(() => expect(textsTo(wants.email)).toHaveLength(1));
  expect(textsTo(wants.email)).toMatchObject([expect.stringContaining('Physics: a session was cancelled: Snow')]);
  expect(await office.kindsOf(doesNot)).toEqual(['session_cancelled']);
  expect(textsTo(readsOne.email)).toMatchObject([expect.stringContaining('Not read')]);
  expect(textsTo(readsOne.email).join()).not.toContain('Read in the app');
  expect(server.mails).toHaveLength(2);
}, 60_000);

it('a mail server that says "later" is asked again; one that refuses an address for good is not, and others get theirs', async () => {
  let later = 1;
  const asked: string[] = [];
  const { office, textsTo } = await openPost({
    refuse(address) {
      asked.push(address);
      if (address.startsWith('never')) return 550;
      return later-- > 0 ? 451 : undefined;
    },
  });
  const patient = office.auth.person('student');
  await office.tell('deviceResetApproved', { userId: patient._id, resetId: office.newId() });
  await until(() => expect(textsTo(patient.email)).toHaveLength(1));
  expect(asked).toEqual([patient.email, patient.email]);
  const never = office.auth.person('student', { email: 'never@example.org' });
  await office.tell('deviceResetApproved', { userId: never._id, resetId: office.newId() });
  await until(() => expect(asked).toContain(never.email));
  const next = office.auth.person('student');
  await office.tell('deviceResetApproved', { userId: next._id, resetId: office.newId() });
  await until(() => expect(textsTo(next.email)).toHaveLength(1));
  expect(asked.filter((address) => address === never.email)).toHaveLength(1);
}, 60_000);

it('a mail server that is dead gets them when it is back', async () => {
  const { office, server } = await openPost();
  await server.close();
  const student = office.auth.person('student');
  await office.tell('deviceResetApproved', { userId: student._id, resetId: office.newId() });
  await until(async () => expect((await office.listOf(student)).unread).toBe(1));
  const back = await startMailServer({ port: Number(new URL(server.url).port) });
  onTestFinished(() => back.close());
  await until(() => expect(back.mails.map(({ recipients }) => recipients)).toEqual([[student.email]]));
}, 60_000);
