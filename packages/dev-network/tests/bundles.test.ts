import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ServiceName } from '@rollcall/contracts';
import { startMailServer } from '@rollcall/service-kit/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Network, startNetwork } from '../src/index.ts';
import { call, dataOf, refusal } from './contract/helpers/http.ts';
import { newEmail } from './contract/helpers/people.ts';

const BUNDLER = join(import.meta.dirname, '../../../scripts/bundle.mjs');

let folder: string;
let network: Network;
let mails: Awaited<ReturnType<typeof startMailServer>>;
const rollcall = {
  get url() {
    return network.origin;
  },
};

/** What the image of a service holds. */
async function bundle(service: ServiceName): Promise<string> {
  await promisify(execFile)(process.execPath, [BUNDLER, service, join(folder, service)]);
  return join(folder, service, 'src/main.js');
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-bundles-'));
  mails = await startMailServer();
  const [auth, session, web] = [await bundle('auth'), await bundle('session'), await bundle('web')];
  network = await startNetwork({
    mode: 'processes',
    provider: 'local',
    scripts: { auth: () => ({ script: auth }), session: () => ({ script: session }), web: () => ({ script: web }) },
    env: {
      BCRYPT_COST: '4',
      LOG_LEVEL: 'silent',
      PASSWORD_MIN_LENGTH: '8',
      SMTP_URL: mails.url,
      MAIL_FROM: 'Rollcall <rollcall@school.test>',
      // Nothing listens there: what is loaded for it has to be whole.
      S3_BUCKET: 'rollcall',
      S3_ENDPOINT: 'http://127.0.0.1:9',
      S3_REGION: 'eu-central-1',
    },
  });
}, 120_000);

afterAll(async () => {
  await network?.stop();
  await mails?.close();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

test('a bundle has what is loaded late: the list of common passwords, and the mail library', async () => {
  const account = { name: 'Ada', email: newEmail(), role: 'student' };
  const signUp = (password: string) => call(rollcall, 'POST /api/v1/auth/signup', { json: { ...account, password } });
  expect(await signUp('password')).toEqual(refusal(400, expect.any(String), 'password_too_common'));
  expect((await signUp('a long word of hers')).status).toBe(201);
  dataOf(await call(rollcall, 'POST /api/v1/auth/forgot-password', { json: { email: account.email } }));
  await vi.waitFor(() => expect(mails.mails).toHaveLength(1), 10_000);
});

test('a session process that was told of S3 starts from its bundle', async () => {
  const [session] = network.services.session;
  expect((await fetch(`${session?.managementUrl}/health/ready`)).status).toBe(200);
});

test('the bundle of web has the page as it was built, and nothing that it was built with', async () => {
  for (const [path, type] of [
    ['/app', /^text\/html/],
    ['/app/today', /^text\/html/],
    ['/s', /^text\/html/],
    ['/app/sw.js', /^text\/javascript/],
    ['/app/manifest.webmanifest', /^application\/manifest\+json/],
    ['/docs', /^text\/html/],
    ['/docs/swagger/swagger-ui-bundle.js', /^text\/javascript/],
    ['/docs/assets/inter/index.css', /^text\/css/],
  ] as const) {
    const response = await fetch(`${network.origin}${path}`);
    expect([path, response.status]).toEqual([path, 200]);
    expect(response.headers.get('content-type')).toMatch(type);
  }
  const page = await (await fetch(`${network.origin}/s`)).text();
  const [, script] = /<script[^>]* src="([^"]+)"/.exec(page) ?? [];
  const response = await fetch(`${network.origin}${script}`, { headers: { 'accept-encoding': 'br' } });
  expect([response.status, response.headers.get('content-encoding')]).toEqual([200, 'br']);
  const holds = await readdir(join(folder, 'web'));
  expect(holds.toSorted()).toEqual(['dist', 'node_modules', 'package.json', 'public', 'src']);
  expect((await readdir(join(folder, 'web/node_modules'))).toSorted()).toEqual([
    '@fontsource-variable',
    'swagger-ui-dist',
  ]);
});
