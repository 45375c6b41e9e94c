import { generateKeyPairSync } from 'node:crypto';
import { createIdSource, createLogger, systemClock } from '@rollcall/service-kit';
import mongoose from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Entry, hashOf, link } from '../src/domain/entry.ts';
import { isErased, type PersonalPart } from '../src/domain/personal-part.ts';
import { signHeads } from '../src/domain/signed-heads.ts';
import { readSigningKey } from '../src/domain/signing-key.ts';
import { readConfig } from '../src/index.ts';
import { eraseUser } from '../src/operations/erase-user.ts';
import type { LogParts } from '../src/operations/log-parts.ts';
import { signAllHeads } from '../src/operations/sign-heads.ts';
import { verifyLog } from '../src/operations/verify-log.ts';
import { openLogStore } from '../src/store/log-store.ts';
import { type AuditTest, mark, newId, openAudit } from './helpers.ts';

const COUNT = 12;
let audit: AuditTest;
let connection: mongoose.Connection;
let parts: LogParts;
let sessionId: string;
let teacherId: string;
let studentIds: string[];
let chain: number;

beforeAll(async () => {
  audit = await openAudit();
  connection = await mongoose.createConnection(audit.infra.mongodb.url, { dbName: 'rollcall-audit' }).asPromise();
});
afterAll(async () => {
  await connection?.close();
  await audit?.close();
});

/** A log of one session with twelve marks, in one chain. */
beforeEach(async () => {
  const { entries, parts: personal, heads, signed } = audit.database;
  await Promise.all([entries, personal, heads, signed].map((one) => one.deleteMany()));
  const store = await openLogStore(connection, systemClock);
  parts = {
    store,
    clock: systemClock,
    ids: createIdSource(systemClock),
    log: createLogger('audit', 'silent'),
    config: readConfig(audit.variables),
  };
  [sessionId, teacherId] = [newId(), newId()];
  studentIds = Array.from({ length: COUNT }, newId);
  await audit.publish(studentIds.map((studentId) => mark(sessionId, studentId, teacherId)));
  await audit.untilEntries(COUNT);
  expect((await audit.verify()).problem).toBeNull();
  chain = (await at(1)).chain;
});

async function at(position: number): Promise<Entry> {
  const found = await audit.database.entries.findOne({ position });
  if (!found) throw new Error(`no entry at ${position}`);
  return found;
}

const problem = async () => (await audit.verify()).problem;

/** Moves entries out of each other's way, from the last one down or the first one up. */
async function move(from: number, by: 1 | -1) {
  const positions = Array.from({ length: COUNT - from + 1 }, (_, n) => from + n);
  for (const position of by === 1 ? positions.reverse() : positions) {
    await audit.database.entries.updateOne({ position }, { $inc: { position: by } });
  }
}

describe('an entry that is altered is found', () => {
  it.each<[string, (entry: Entry) => object]>([
    ['its details', () => ({ 'details.status': 'present' })],
    ['its time', ({ at }) => ({ at: new Date(at.getTime() + 1) })],
    ['its time, as text', ({ at }) => ({ at: at.toISOString() })],
    ['its act', () => ({ action: 'attendance.reviewed' })],
    ['who acted', () => ({ actorRole: 'admin' })],
    ['a field more', () => ({ remark: 'nothing' })],
    ['a number that is none', () => ({ 'details.rev': Number.NaN })],
    ['its digest', () => ({ personalDigest: null })],
  ])('%s', async (_, change) => {
    const entry = await at(5);
    await audit.database.entries.updateOne({ _id: entry._id }, { $set: change(entry) });
    expect(await problem()).toEqual({ chain, position: 5, kind: 'altered', entryId: entry._id });
  });

  it('with its hash counted again', async () => {
    const entry = await at(5);
    const forged = { ...entry, details: { ...entry.details, status: 'present' } };
    await audit.database.entries.replaceOne({ _id: entry._id }, { ...forged, hash: hashOf(forged) });
    expect(await problem()).toEqual({ chain, position: 5, kind: 'altered', entryId: entry._id });
  });

  it('the first one, with its hash counted again', async () => {
    const entry = await at(1);
    const forged = { ...entry, previousHash: 'f'.repeat(64) };
    await audit.database.entries.replaceOne({ _id: entry._id }, { ...forged, hash: hashOf(forged) });
    expect(await problem()).toEqual({ chain, position: 1, kind: 'altered', entryId: entry._id });
  });

  it('with all hashes behind it counted again: by the head that its writer noted', async () => {
    const last = await rewriteFrom(5);
    expect(await problem()).toEqual({ chain, position: COUNT, kind: 'head_mismatch', entryId: last._id });
  });

  it('with all hashes counted again and the head noted anew: by the signed heads', async () => {
    await signAllHeads(parts);
    const { position, hash, _id } = await rewriteFrom(5);
    await audit.database.heads.updateOne({ _id: chain }, { $set: { position, hash } });
    expect(await problem()).toEqual({ chain, position: COUNT, kind: 'head_mismatch', entryId: _id });
  });

  /** Changes an entry and counts its hash and all after it again; the last one. */
  async function rewriteFrom(position: number): Promise<Entry> {
    const { entries } = audit.database;
    const all = await entries.find({ position: { $gte: position } }, { sort: { position: 1 } }).toArray();
    const before = await at(position - 1);
    const bare = all.map(({ position: _p, recordedAt: _r, previousHash: _h, hash: _, ...rest }) => rest);
    const [first, ...rest] = bare;
    if (!first) throw new Error('nothing there');
    const forged = link(before, [{ ...first, details: {} }, ...rest], new Date());
    for (const entry of forged) await entries.replaceOne({ _id: entry._id }, entry);
    const last = forged.at(-1);
    if (!last) throw new Error('nothing there');
    return last;
  }
});

describe('an entry that is removed is found', () => {
  it.each([
    ['the first', 1],
    ['one in the middle', 6],
    ['the last', COUNT],
  ])('%s', async (_, position) => {
    await audit.database.entries.deleteOne({ position });
    expect(await problem()).toEqual({ chain, position, kind: 'removed', entryId: null });
  });

  it('with the places behind it closed up', async () => {
    await audit.database.entries.deleteOne({ position: 6 });
    await move(7, -1);
    expect(await problem()).toEqual({ chain, position: 6, kind: 'removed', entryId: null });
  });

  it('the last two, with the head noted anew: by the signed heads', async () => {
    await signAllHeads(parts);
    await cutBehind(COUNT - 2);
    expect(await problem()).toEqual({ chain, position: COUNT - 1, kind: 'removed', entryId: null });
  });

  it('the last two, with the signed heads gone as well: by signed heads that were kept outside', async () => {
    const kept = await signAllHeads(parts);
    await cutBehind(COUNT - 2);
    await audit.database.signed.deleteMany();
    expect(await problem()).toBeNull();
    expect((await verifyLog(parts, { kept: kept ? [kept] : [] })).problem).toEqual({
      chain,
      position: COUNT - 1,
      kind: 'removed',
      entryId: null,
    });
  });

  it('all of a chain', async () => {
    await audit.database.entries.deleteMany();
    expect(await problem()).toEqual({ chain, position: 1, kind: 'removed', entryId: null });
  });

  it('with what its writer noted of the chain taken away', async () => {
    const { _id } = await at(COUNT);
    await audit.database.heads.deleteOne({ _id: chain });
    expect(await problem()).toEqual({ chain, position: COUNT, kind: 'head_mismatch', entryId: _id });
  });

  async function cutBehind(position: number) {
    await audit.database.entries.deleteMany({ position: { $gt: position } });
    const { hash } = await at(position);
    await audit.database.heads.updateOne({ _id: chain }, { $set: { position, hash } });
  }
});

describe('an entry that is inserted is found', () => {
  /** One that is right by itself and follows an entry. */
  async function forgedBehind(position: number): Promise<Entry> {
    const before = await at(position);
    const { position: _p, recordedAt: _r, previousHash: _h, hash: _, ...rest } = before;
    const [forged] = link(before, [{ ...rest, _id: 'f'.repeat(32), personalDigest: null }], new Date());
    if (!forged) throw new Error('nothing there');
    return forged;
  }

  it('in the middle, with room made for it', async () => {
    const forged = await forgedBehind(6);
    await move(7, 1);
    await audit.database.entries.insertOne(forged);
    expect(await problem()).toEqual({ chain, position: 7, kind: 'inserted', entryId: forged._id });
  });

  it('between two places', async () => {
    const forged = { ...(await forgedBehind(6)), position: 6.5 };
    await audit.database.entries.insertOne(forged);
    expect(await problem()).toEqual({ chain, position: 6.5, kind: 'inserted', entryId: forged._id });
  });

  it('before the first', async () => {
    const forged = { ...(await forgedBehind(1)), position: 0 };
    await audit.database.entries.insertOne(forged);
    expect(await problem()).toEqual({ chain, position: 0, kind: 'inserted', entryId: forged._id });
  });

  it('at a place that is taken, with the index gone', async () => {
    const { entries } = audit.database;
    await entries.dropIndex('chain_1_position_-1');
    const forged = await forgedBehind(6);
    await entries.insertOne(forged);
    expect(await problem()).toMatchObject({ chain, position: 7, kind: 'inserted' });
  });

  it('in no chain at all', async () => {
    const forged = { ...(await forgedBehind(6)), chain: 99 };
    await audit.database.entries.insertOne(forged);
    expect(await problem()).toEqual({ chain: null, position: 7, kind: 'inserted', entryId: forged._id });
  });

  it('with a place that is text', async () => {
    const forged = { ...(await forgedBehind(6)), position: '13' as unknown as number };
    await audit.database.entries.insertOne(forged);
    expect(await problem()).toEqual({ chain, position: 13, kind: 'inserted', entryId: forged._id });
  });
});

describe('entries that change places are found', () => {
  it.each([
    ['neighbours', 5, 6],
    ['far apart', 2, 11],
  ])('%s', async (_, one, other) => {
    const { entries } = audit.database;
    const [first, second] = [await at(one), await at(other)];
    await entries.updateOne({ _id: first._id }, { $set: { position: 1_000 } });
    await entries.updateOne({ _id: second._id }, { $set: { position: one } });
    await entries.updateOne({ _id: first._id }, { $set: { position: other } });
    expect(await problem()).toEqual({ chain, position: one, kind: 'reordered', entryId: second._id });
  });
});

describe('a personal part that is not what it was is found', () => {
  async function partAt(position: number): Promise<PersonalPart> {
    const part = await audit.database.parts.findOne({ _id: (await at(position))._id });
    if (!part || isErased(part)) throw new Error('no part');
    return part;
  }
  const set = async (position: number, change: object) =>
    audit.database.parts.updateOne({ _id: (await at(position))._id }, { $set: change });
  const found = async (position: number) =>
    expect(await problem()).toEqual({
      chain,
      position,
      kind: 'personal_altered',
      entryId: (await at(position))._id,
    });

  it('altered', async () => {
    await set(4, { 'data.fields.why': 'was early' });
    await found(4);
  });

  it('swapped with that of another entry, salt and all', async () => {
    const [one, other] = [await partAt(4), await partAt(5)];
    await set(4, { salt: other.salt, data: other.data, keys: other.keys });
    await set(5, { salt: one.salt, data: one.data, keys: one.keys });
    await found(4);
  });

  it('hidden from whoever looks for the person', async () => {
    await set(4, { keys: [] });
    await found(4);
  });

  it('removed', async () => {
    await audit.database.parts.deleteOne({ _id: (await at(4))._id });
    await found(4);
  });

  it('erased with no entry that says so', async () => {
    const { _id } = await at(4);
    const erasure = 'e'.repeat(32);
    await audit.database.parts.updateOne({ _id }, { $set: { erasure }, $unset: { salt: '', data: '', keys: '' } });
    await found(4);
  });

  it('erased by an entry about something else', async () => {
    const [{ _id }, { _id: erasure }] = [await at(4), await at(5)];
    await audit.database.parts.updateOne({ _id }, { $set: { erasure }, $unset: { salt: '', data: '', keys: '' } });
    await found(4);
  });
});

describe('signed heads that are not what was signed are found', () => {
  const invalid = (position: number) => ({ chain: null, position, kind: 'signature_invalid', entryId: null });

  it('altered', async () => {
    await signAllHeads(parts);
    await audit.database.signed.updateOne({ _id: 1 }, { $set: { [`heads.${chain}.position`]: 3 } });
    expect(await problem()).toEqual(invalid(1));
  });

  it('signed with a key that is not ours, which they name', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const key = readSigningKey(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
    const heads = [...(await parts.store.readHeads()).values()];
    await audit.database.signed.insertOne(signHeads(key, { previous: null, heads, day: undefined, at: new Date() }));
    expect(await problem()).toEqual(invalid(1));
  });

  it('removed before others', async () => {
    for (let n = 0; n < 3; n += 1) await signAllHeads(parts);
    expect(await problem()).toBeNull();
    await audit.database.signed.deleteOne({ _id: 2 });
    expect(await problem()).toEqual(invalid(2));
  });
});

describe('a log that nobody has touched is valid', () => {
  it('after erasing somebody, whom nothing finds any more', async () => {
    await signAllHeads(parts);
    const [gone] = studentIds;
    if (!gone) throw new Error('nobody');
    expect(await audit.list(`userId=${gone}`)).toMatchObject({ items: [{ personal: { studentId: gone } }] });
    expect(await eraseUser(parts, gone)).toBe(1);
    await signAllHeads(parts);
    expect(await audit.verify()).toMatchObject({ valid: true, entries: COUNT + 1, erased: 1 });
    expect(await audit.list(`userId=${gone}`)).toEqual({ items: [], nextCursor: null });
    const { items } = await audit.list('entityType=record');
    expect(items.filter(({ erased }) => erased)).toMatchObject([
      { entity: { type: 'record', id: null }, personal: null, details: { sessionId, status: 'late' } },
    ]);
    const { entries, parts: personal } = audit.database;
    expect(JSON.stringify([await entries.find().toArray(), await personal.find().toArray()])).not.toContain(gone);
  });

  it('after erasing somebody who acted in all of it', async () => {
    expect(await eraseUser(parts, teacherId)).toBe(COUNT);
    expect(await audit.verify()).toMatchObject({ valid: true, entries: COUNT + 1, erased: COUNT });
    expect(await audit.list('action=audit.erased')).toMatchObject({ items: [{ personal: null, erased: false }] });
  });

  it('with an event that comes again after it was erased, whose personal part does not come back', async () => {
    const again = mark(sessionId, studentIds[0] ?? '', teacherId);
    await audit.publish([again]);
    await audit.untilEntries(COUNT + 1);
    await eraseUser(parts, teacherId);
    await audit.publish([again, mark(sessionId, newId(), newId())]);
    await audit.untilEntries(COUNT + 3);
    expect(await audit.verify()).toMatchObject({ valid: true, erased: COUNT + 1 });
    expect(await audit.list(`actorId=${teacherId}`)).toMatchObject({ items: [] });
  });
});
