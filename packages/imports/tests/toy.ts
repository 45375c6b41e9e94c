import { startInfra } from '@rollcall/dev-infra';
import { connectMongo, createIdSource, createIndexes, createLogger, Health, systemClock } from '@rollcall/service-kit';
import { expect, vi } from 'vitest';
import { emailColumn, type ImportDefinition, type ImportWork, nameColumns, openImports } from '../src/index.ts';

/** A service that remembers people by their address. */
export interface PeopleKind {
  text: 'email' | 'name';
  result: 'ready' | 'added' | 'known' | 'duplicate' | 'invalid';
  options: { origin: string };
}

const people: ImportDefinition<PeopleKind> = {
  job: 'userImport',
  collections: { imports: 'peopleImports', rows: 'peopleImportRows' },
  options: { origin: String },
  results: ['ready', 'added', 'known', 'duplicate', 'invalid'],
  texts: ['email', 'name'],
  columns: {
    definitions: [emailColumn, ...nameColumns],
    required: [{ words: 'e-mail address or the name', anyOf: ['email', 'name'] }],
  },
  keysOf: ({ email }) => ({ 'e-mail address': email }),
};

export type Toy = Awaited<ReturnType<typeof openToy>>;

/** Imports of the toy service on real servers, with nobody who does them yet. */
export async function openToy() {
  const infra = await startInfra({ provider: 'local', servers: ['mongodb', 'redis'] });
  const connection = await connectMongo(infra.mongodb.url, 'rollcall-toy', new Health());
  const needed = {
    connection,
    redisUrl: infra.redis.url,
    clock: systemClock,
    ids: createIdSource(systemClock),
    log: createLogger('auth', 'silent'),
  };
  const imports = openImports(people, needed);
  await createIndexes(connection);
  const known = new Set<string>();

  const work: ImportWork<PeopleKind> = {
    checkRows: async (_, rows) =>
      rows.map((row) => {
        if (row.name === 'bad') return { ...row, result: 'invalid', problem: 'This is bad.' };
        return { ...row, result: known.has(row.email) ? 'known' : 'ready' };
      }),
    addRows: async (_, rows) =>
      rows.map((row) => {
        known.add(row.email);
        return { ...row, result: 'added' };
      }),
  };

  async function accept(file: string | Uint8Array, options: { dryRun?: boolean; skipInvalid?: boolean } = {}) {
    const { _id } = await imports.accept({
      ...{ bytes: Buffer.from(file), dryRun: false, skipInvalid: false, ...options },
      ...{ options: { origin: 'test' }, createdBy: 'a'.repeat(24), requestId: 'test' },
    });
    return _id;
  }

  /** An import at its end. */
  const finish = (importId: string) =>
    vi.waitFor(
      async () => {
        const found = await imports.get(importId);
        if (!found?.finishedAt) throw new Error('not at its end yet');
        return found;
      },
      { timeout: 20_000, interval: 20 },
    );

  /** Accepts a file and has it done by somebody who works as usual, save for `change`. */
  async function importFile(file: string, options = {}, change: Partial<ImportWork<PeopleKind>> = {}) {
    const running = imports.start({ ...work, ...change });
    try {
      return await finish(await accept(file, options));
    } finally {
      await running.close();
    }
  }

  return {
    imports,
    known,
    work,
    accept,
    finish,
    importFile,
    collection: (name: string) => connection.collection<{ _id: string }>(name),
    rows: async (importId: string) => (await imports.listRows(importId, { limit: 1_000 })).items,
    async close() {
      await imports.close();
      await connection.close();
      await infra.stop();
    },
  };
}

/** A file of so many people whose addresses begin with `prefix`. */
export function peopleFile(count: number, prefix: string): string {
  return ['email,name', ...Array.from({ length: count }, (_, n) => `${prefix}${n}@a.org,Person ${n}`)].join('\n');
}

export function expectCounts(found: { counts: object }, counts: Partial<Record<PeopleKind['result'], number>>): void {
  expect(found.counts).toEqual({ ready: 0, added: 0, known: 0, duplicate: 0, invalid: 0, ...counts });
}
