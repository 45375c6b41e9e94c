import { execFile, execFileSync } from 'node:child_process';
import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@rollcall/service-kit';
import mongoose from 'mongoose';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readPublicKey, readSigningKey } from '../src/domain/signing-key.ts';
import { readConfig } from '../src/index.ts';
import { dayOf, signAllHeads } from '../src/operations/sign-heads.ts';
import { verifyLog } from '../src/operations/verify-log.ts';
import { mark, newId } from './helpers.ts';
import { useEmptyLog } from './written-log.ts';

const { EJSON } = mongoose.mongo.BSON;

const info = vi.fn();
const log = useEmptyLog(Object.assign(createLogger('audit', 'silent'), { info }));

beforeEach(async () => {
  info.mockClear();
  const sessionId = newId();
  await log.audit.publish([mark(sessionId, newId(), newId()), mark(sessionId, newId(), newId())]);
  await log.audit.untilEntries(2);
});

function command(args: string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number; output: string }>((resolve) => {
    const options = { env: { PATH: process.env.PATH, ...log.audit.variables, ...env } };
    execFile(process.execPath, [join(import.meta.dirname, '../src/main.ts'), ...args], options, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, output: out + err }),
    );
  });
}

describe('the heads of the chains', () => {
  it('are signed once a day, whoever looks first, and stand in the log of the process', async () => {
    const day = dayOf(Date.now());
    const results = await Promise.all(Array.from({ length: 5 }, () => signAllHeads(log.parts, day)));
    expect(results.filter((one) => one !== undefined)).toHaveLength(1);
    expect(await log.audit.database.signed.find().toArray()).toMatchObject([{ _id: 1, day }]);
    expect(info.mock.calls).toEqual([[{ signedHeads: results.find(Boolean) }, expect.any(String)]]);
    expect(await signAllHeads(log.parts, '2026-01-01')).toMatchObject({ _id: 2, day: '2026-01-01' });
  });

  it('are numbered without a gap when several ask at once', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => signAllHeads(log.parts)));
    expect(all.map((one) => one?._id).toSorted()).toEqual([1, 2, 3, 4]);
    expect((await log.audit.verify()).problem).toBeNull();
  });

  it('can be checked with the chains by everybody, as the README says', async () => {
    await signAllHeads(log.parts);
    const { body } = await log.audit.get('/api/v1/audit/key', '');
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    const folder = await mkdtemp(join(tmpdir(), 'rollcall-audit-'));
    const write = (name: string, text: string) => writeFile(join(folder, name), text);
    const exported = (documents: object[]) =>
      documents.map((one) => EJSON.stringify(one, { relaxed: true })).join('\n');
    await write('verify.mjs', /```js\n([^`]*`?[\s\S]*?)```/.exec(readme)?.[1] ?? '');
    await write('key.pem', body.data.pem);
    await write('signed.json', exported(await log.audit.database.signed.find().toArray()));
    const entries = await log.audit.database.entries.find().toArray();
    const run = () =>
      new Promise<string>((resolve) => {
        const files = ['verify.mjs', 'key.pem', 'entries.json', 'signed.json'];
        execFile(process.execPath, files, { cwd: folder }, (_, _out, problem) => resolve(problem));
      });
    await write('entries.json', exported(entries));
    expect(await run()).toBe('');
    await write('entries.json', exported(entries.map((one) => ({ ...one, actorRole: 'admin' }))));
    expect(await run()).toContain('Error: {');
    await write('entries.json', exported(entries.slice(0, 1)));
    expect(await run()).toContain('Error: heads 1');
  });

  it('stay good after the key was changed, for who is told the former one', async () => {
    await signAllHeads(log.parts);
    const former = log.parts.config.AUDIT_SIGNING_KEY.publicKey;
    const changed = { ...log.audit.variables, AUDIT_SIGNING_KEY: 'ab'.repeat(32) };
    expect((await verifyLog({ ...log.parts, config: readConfig(changed) })).problem).toMatchObject({
      kind: 'signature_invalid',
    });
    const raw = Buffer.from(former.key.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64');
    const told = readConfig({ ...changed, AUDIT_FORMER_PUBLIC_KEYS: raw });
    await signAllHeads({ ...log.parts, config: told });
    expect((await verifyLog({ ...log.parts, config: told })).problem).toBeNull();
  });
});

describe('a signing key', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const seed = Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url');

  it.each([
    ['PEM', pem],
    ['PEM in one line', pem.replaceAll('\n', '\\n')],
    ['hexadecimal', seed.toString('hex')],
    ['base64', seed.toString('base64')],
    ['base64url', seed.toString('base64url')],
  ])('is read as %s', (_, text) => {
    const { publicKey } = readSigningKey(text);
    const der = privateKey && createPublicKey(pem).export({ format: 'der', type: 'spki' });
    expect(publicKey.id).toBe(createHash('sha256').update(der).digest('hex'));
    expect(readPublicKey(der.toString('base64')).id).toBe(publicKey.id);
    expect(readPublicKey(der.subarray(-32).toString('hex')).id).toBe(publicKey.id);
  });

  it('is read as openssl makes it', () => {
    const made = execFileSync('openssl', ['genpkey', '-algorithm', 'ed25519'], { encoding: 'utf8' });
    expect(readSigningKey(made).publicKey.pem).toContain('PUBLIC KEY');
  });

  it.each([
    '',
    'short',
    'a'.repeat(63),
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  ])('that is none stops the process, and is not shown', (AUDIT_SIGNING_KEY) => {
    expect(() => readConfig({ ...log.audit.variables, AUDIT_SIGNING_KEY })).toThrow(/AUDIT_SIGNING_KEY/);
    if (AUDIT_SIGNING_KEY.length > 10) {
      expect(() => readConfig({ ...log.audit.variables, AUDIT_SIGNING_KEY })).not.toThrow(
        AUDIT_SIGNING_KEY.slice(0, 40),
      );
    }
  });
});

describe('the commands', () => {
  it('audit:verify says that all is well, with 0', async () => {
    const { code, output } = await command(['audit:verify']);
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/as it was written: 2 entries, 0 of them erased; heads were never/),
    ]);
  });

  it('audit:verify says the first problem in words, with 1', async () => {
    await log.audit.database.entries.updateOne({ position: 2 }, { $set: { action: 'user.created' } });
    const { code, output } = await command(['audit:verify']);
    expect(code).toBe(1);
    expect(output).toMatch(
      /^audit:verify: chain \d+, position 2: the entry is not what it was \(altered, entry \w{32}\)\n$/,
    );
  });

  it('audit:verify mends nothing: what was noted of a chain and is gone is found, again and again', async () => {
    await log.audit.database.heads.deleteMany();
    for (let n = 0; n < 2; n += 1) {
      const { code, output } = await command(['audit:verify']);
      expect([code, output]).toEqual([1, expect.stringContaining('(head_mismatch')]);
    }
  });

  it('audit:sign prints heads with which audit:verify finds a later cut, though all traces are gone', async () => {
    const { code, output } = await command(['audit:sign']);
    expect([code, JSON.parse(output)]).toMatchObject([0, { _id: 1 }]);
    const file = join(tmpdir(), `rollcall-audit-${newId()}.json`);
    await writeFile(file, output);
    expect((await command(['audit:verify', '--signed-heads', file])).code).toBe(0);
    const { entries, heads, signed } = log.audit.database;
    await Promise.all([entries.deleteMany(), heads.deleteMany(), signed.deleteMany()]);
    expect((await command(['audit:verify'])).code).toBe(0);
    const found = await command(['audit:verify', '--signed-heads', file]);
    expect([found.code, found.output]).toEqual([1, expect.stringContaining('the entry is missing (removed)')]);
  });

  it('audit:erase erases by the id of an account, and wants one', async () => {
    const [{ personal = {} } = {}] = (await log.audit.list()).items;
    const { code, output } = await command(['audit:erase', '--user', String(personal?.studentId)]);
    expect([code, output]).toEqual([0, 'Personal parts erased: 1. The chains are as they were.\n']);
    expect(await log.audit.verify()).toMatchObject({ valid: true, erased: 1, entries: 3 });
    expect((await command(['audit:erase'])).code).toBe(2);
    expect((await command(['audit:erase', '--user', 'ada'])).code).toBe(2);
  });

  it.each([[['audit:verify', '--chain', '16']], [['audit:verify', '--all']], [['audit:sign', 'now']]])(
    '%j is not how it is called: 2',
    async (args) => expect((await command(args)).code).toBe(2),
  );
});
