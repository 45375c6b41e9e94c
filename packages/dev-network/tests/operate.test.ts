import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Infra, type ServerName, startInfra } from '@rollcall/dev-infra';
import { migrateDatabase } from '@rollcall/service-kit';
import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { openSecrets } from '../src/network/secrets.ts';
import { serviceModules, servicesWithDatabase } from '../src/network/services.ts';
import { findServers } from '../src/operate/find-servers.ts';
import { noteRunning, readRunning } from '../src/start/running.ts';
import { newDataFolder } from './start/rollcall.ts';

const root = join(import.meta.dirname, '../../..');
const patience = { timeout: 90_000 };

let infra: Infra;
let client: mongoose.mongo.MongoClient;
beforeAll(async () => {
  infra = await startInfra({ provider: 'local' });
  client = await mongoose.mongo.MongoClient.connect(infra.mongodb.url);
});
afterAll(async () => {
  await client.close();
  await infra.stop();
});

test(
  'npm run migrate runs it in every service with a database, with the servers of the running npm start',
  patience,
  async () => {
    const folder = await newDataFolder();
    const forget = await noteRunning(folder, networkOf('running-'));
    expect((await stat(join(folder, 'running.json'))).mode & 0o777).toBe(0o600);
    const { code, printed } = await command(['migrate'], folder);
    expect(printed).toMatch(/\nauth: .+\nclass: .+\nsession: .+\nnotification: .+\naudit: .+\n$/);
    expect([code, printed.includes(`With the running npm start of ${folder}\n`)]).toEqual([0, true]);
    expect((await indexesOf('running-class')).classes).toContain('teacherId_1__id_1');

    const wrong = await command(['migrate', 'now'], folder);
    expect([wrong.code, wrong.printed.match(/takes no arguments, not "now"/g)?.length]).toEqual([2, 1]);
    await forget();
    expect(await readdir(folder)).toEqual([]);
  },
);

test(
  'npm run admin:create hands on its arguments and standard input, and makes no other administrator',
  patience,
  async () => {
    const folder = await newDataFolder();
    const firstAdmin = { FIRST_ADMIN_EMAIL: 'a@b.example', FIRST_ADMIN_PASSWORD: 'attendance' };
    await noteRunning(folder, networkOf('admin-', { ...(await openSecrets(folder)), ...firstAdmin }));
    const args = ['admin:create', '--email', 'ada@school.example', '--name', 'Ada Kim', '--password-stdin'];
    const { code, printed } = await command(args, folder, 'correct horse battery\n');
    expect(printed).toMatch(/ada@school\.example is an administrator now\.\n$/);
    expect(code).toBe(0);
    const people = await client.db('admin-auth').collection('users').find().toArray();
    expect(people).toMatchObject([{ name: 'Ada Kim', email: 'ada@school.example', role: 'admin' }]);
  },
);

test('a server that the environment names is used as it is, and no other started', async () => {
  const folder = await newDataFolder();
  vi.stubEnv('MONGODB_URL', infra.mongodb.url);
  const servers = await find(folder);
  expect([servers.place, servers.variablesOf('auth')]).toEqual([
    'MONGODB_URL',
    expect.objectContaining({ MONGODB_URL: infra.mongodb.url, FIRST_ADMIN_EMAIL: '', FIRST_ADMIN_PASSWORD: '' }),
  ]);
  await servers.stop();
  expect(await readdir(folder)).toEqual(['secrets.json']);
});

test('it wins over that of the running npm start, whose password is not shown to it', async () => {
  const folder = await newDataFolder();
  await noteRunning(folder, networkOf('running-', { NATS_USER: 'auth', NATS_PASSWORD: 'of our own' }));
  expect((await find(folder)).variablesOf('auth')).toMatchObject({ NATS_URL: infra.nats.url, NATS_USER: 'auth' });
  vi.stubEnv('NATS_URL', 'nats://elsewhere');
  const { place, variablesOf } = await find(folder);
  expect(place).toBe(`the running npm start of ${folder}`);
  expect(variablesOf('auth')).toMatchObject({ NATS_URL: 'nats://elsewhere', MONGODB_URL: infra.mongodb.url });
  expect(variablesOf('auth')).not.toHaveProperty('NATS_PASSWORD');
  expect((await find(folder, ['nats', 'redis'])).place).toBe(`NATS_URL and the running npm start of ${folder}`);
});

test('what a dead npm start left is ignored: the kept data are opened for the command, and closed', async () => {
  const folder = await newDataFolder();
  const dead = spawn('true');
  await once(dead, 'exit');
  const services = { auth: { MONGODB_URL: 'mongodb://gone' } };
  await writeFile(join(folder, 'running.json'), JSON.stringify({ processId: dead.pid, services }));
  const servers = await find(folder);
  expect(servers.place).toBe(`the data in ${folder}`);
  expect(servers.variablesOf('auth').MONGODB_URL).toMatch(/^mongodb:\/\/127/);
  expect(await readdir(folder)).toEqual(expect.arrayContaining(['in-use', 'mongodb']));
  await servers.stop();
  expect(await readdir(folder)).not.toContain('in-use');
});

test('what is no note of ours is as good as none', async () => {
  const folder = await newDataFolder();
  for (const text of ['', '{', '[]', '{"processId": 0, "services": {}}', `{"processId": ${process.pid}}`]) {
    await writeFile(join(folder, 'running.json'), text);
    expect(await readRunning(folder)).toBeUndefined();
  }
});

test.each(servicesWithDatabase)(
  'migrate makes every index that $service makes when it starts',
  async ({ service, schema }) => {
    const variables = networkOf('started-', {
      ...(await openSecrets(undefined)),
      BCRYPT_COST: '4',
      LOG_LEVEL: 'silent',
    }).variablesOf();
    const running = serviceModules[service].create({ ...variables, PORT: '0', MANAGEMENT_PORT: '0' }, {});
    await running.start();
    await running.close();
    const config = { MONGODB_URL: infra.mongodb.url, MONGODB_DATABASE_PREFIX: 'migrated-' };
    await migrateDatabase(service, config, schema);
    const { migrations: _, ...migrated } = await indexesOf(`migrated-${service}`);
    expect(migrated).toEqual(await indexesOf(`started-${service}`));
  },
);

/** A network on this file's servers, as far as its note goes. */
function networkOf(MONGODB_DATABASE_PREFIX: string, more: Record<string, string> = {}) {
  const variables = {
    MONGODB_URL: infra.mongodb.url,
    REDIS_URL: infra.redis.url,
    NATS_URL: infra.nats.url,
    MONGODB_DATABASE_PREFIX,
    HOST: '127.0.0.1',
    ...more,
  };
  return { variablesOf: () => variables };
}

async function indexesOf(database: string): Promise<Record<string, string[]>> {
  const collections = await client.db(database).collections();
  const entries = await Promise.all(
    collections.map(
      async (one) => [one.collectionName, (await one.indexes()).map(({ name = '' }) => name).sort()] as const,
    ),
  );
  return Object.fromEntries(entries);
}

/** The servers that a command finds for a data folder. */
function find(dataFolder: string, names: readonly ServerName[] = ['mongodb']) {
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.stubEnv('DOCKER_HOST', 'unix:///none');
  return findServers({ dataFolder, env: {} }, names, () => {});
}

/** `npm run <command>` without npm: exit code, and all that is printed. */
function command(args: string[], folder: string, input = '') {
  const noServers = { MONGODB_URL: '', REDIS_URL: '', NATS_URL: '' };
  const child = spawn(process.execPath, ['scripts/run.mjs', ...args], {
    cwd: root,
    env: { ...process.env, ...noServers, NODE_ENV: '', ROLLCALL_DATA: folder },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (words) => (printed += words));
  child.stdin.end(input);
  return once(child, 'close').then(([code]) => ({ code: code as number | null, printed }));
}
