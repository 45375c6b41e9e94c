import { describe, expect, it } from 'vitest';
import { type Entry, hashOf, link } from '../src/domain/entry.ts';
import { signAllHeads } from '../src/operations/sign-heads.ts';
import { verifyLog } from '../src/operations/verify-log.ts';
import { COUNT, useWrittenLog } from './written-log.ts';

const log = useWrittenLog();

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
    const entry = await log.at(5);
    await log.audit.database.entries.updateOne({ _id: entry._id }, { $set: change(entry) });
    expect(await log.problem()).toEqual({ chain: log.chain, position: 5, kind: 'altered', entryId: entry._id });
  });

  it('with its hash counted again', async () => {
    const entry = await log.at(5);
    const forged = { ...entry, details: { ...entry.details, status: 'present' } };
    await log.audit.database.entries.replaceOne({ _id: entry._id }, { ...forged, hash: hashOf(forged) });
    expect(await log.problem()).toEqual({ chain: log.chain, position: 5, kind: 'altered', entryId: entry._id });
  });

  it('the first one, with its hash counted again', async () => {
    const entry = await log.at(1);
    const forged = { ...entry, previousHash: 'f'.repeat(64) };
    await log.audit.database.entries.replaceOne({ _id: entry._id }, { ...forged, hash: hashOf(forged) });
    expect(await log.problem()).toEqual({ chain: log.chain, position: 1, kind: 'altered', entryId: entry._id });
  });

  it('with all hashes behind it counted again: by the head that its writer noted', async () => {
    const last = await rewriteFrom(5);
    expect(await log.problem()).toEqual({
      chain: log.chain,
      position: COUNT,
      kind: 'head_mismatch',
      entryId: last._id,
    });
  });

  it('with all hashes counted again and the head noted anew: by the signed heads', async () => {
    await signAllHeads(log.parts);
    const { position, hash, _id } = await rewriteFrom(5);
    await log.audit.database.heads.updateOne({ _id: log.chain }, { $set: { position, hash } });
    expect(await log.problem()).toEqual({ chain: log.chain, position: COUNT, kind: 'head_mismatch', entryId: _id });
  });

  /** Changes an entry and counts its hash and all after it again; the last one. */
  async function rewriteFrom(position: number): Promise<Entry> {
    const { entries } = log.audit.database;
    const all = await entries.find({ position: { $gte: position } }, { sort: { position: 1 } }).toArray();
    const before = await log.at(position - 1);
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
    await log.audit.database.entries.deleteOne({ position });
    expect(await log.problem()).toEqual({ chain: log.chain, position, kind: 'removed', entryId: null });
  });

  it('with the places behind it closed up', async () => {
    await log.audit.database.entries.deleteOne({ position: 6 });
    await log.move(7, -1);
    expect(await log.problem()).toEqual({ chain: log.chain, position: 6, kind: 'removed', entryId: null });
  });

  it('the last two, with the head noted anew: by the signed heads', async () => {
    await signAllHeads(log.parts);
    await cutBehind(COUNT - 2);
    expect(await log.problem()).toEqual({ chain: log.chain, position: COUNT - 1, kind: 'removed', entryId: null });
  });

  it('the last two, with the signed heads gone as well: by signed heads that were kept outside', async () => {
    const kept = await signAllHeads(log.parts);
    await cutBehind(COUNT - 2);
    await log.audit.database.signed.deleteMany();
    expect(await log.problem()).toBeNull();
    expect((await verifyLog(log.parts, { kept: kept ? [kept] : [] })).problem).toEqual({
      chain: log.chain,
      position: COUNT - 1,
      kind: 'removed',
      entryId: null,
    });
  });

  it('all of a chain', async () => {
    await log.audit.database.entries.deleteMany();
    expect(await log.problem()).toEqual({ chain: log.chain, position: 1, kind: 'removed', entryId: null });
  });

  it('with what its writer noted of the chain taken away', async () => {
    const { _id } = await log.at(COUNT);
    await log.audit.database.heads.deleteOne({ _id: log.chain });
    expect(await log.problem()).toEqual({ chain: log.chain, position: COUNT, kind: 'head_mismatch', entryId: _id });
  });

  async function cutBehind(position: number) {
    await log.audit.database.entries.deleteMany({ position: { $gt: position } });
    const { hash } = await log.at(position);
    await log.audit.database.heads.updateOne({ _id: log.chain }, { $set: { position, hash } });
  }
});

describe('an entry that is inserted is found', () => {
  /** One that is right by itself and follows an entry. */
  async function forgedBehind(position: number): Promise<Entry> {
    const before = await log.at(position);
    const { position: _p, recordedAt: _r, previousHash: _h, hash: _, ...rest } = before;
    const [forged] = link(before, [{ ...rest, _id: 'f'.repeat(32), personalDigest: null }], new Date());
    if (!forged) throw new Error('nothing there');
    return forged;
  }

  it('in the middle, with room made for it', async () => {
    const forged = await forgedBehind(6);
    await log.move(7, 1);
    await log.audit.database.entries.insertOne(forged);
    expect(await log.problem()).toEqual({ chain: log.chain, position: 7, kind: 'inserted', entryId: forged._id });
  });

  it('between two places', async () => {
    const forged = { ...(await forgedBehind(6)), position: 6.5 };
    await log.audit.database.entries.insertOne(forged);
    expect(await log.problem()).toEqual({ chain: log.chain, position: 6.5, kind: 'inserted', entryId: forged._id });
  });

  it('before the first', async () => {
    const forged = { ...(await forgedBehind(1)), position: 0 };
    await log.audit.database.entries.insertOne(forged);
    expect(await log.problem()).toEqual({ chain: log.chain, position: 0, kind: 'inserted', entryId: forged._id });
  });

  it('at a place that is taken, with the index gone', async () => {
    const { entries } = log.audit.database;
    await entries.dropIndex('chain_1_position_-1');
    const forged = await forgedBehind(6);
    await entries.insertOne(forged);
    expect(await log.problem()).toMatchObject({ chain: log.chain, position: 7, kind: 'inserted' });
  });

  it('in no chain at all', async () => {
    const forged = { ...(await forgedBehind(6)), chain: 99 };
    await log.audit.database.entries.insertOne(forged);
    expect(await log.problem()).toEqual({ chain: null, position: 7, kind: 'inserted', entryId: forged._id });
  });

  it('with a place that is text', async () => {
    const forged = { ...(await forgedBehind(6)), position: '13' as unknown as number };
    await log.audit.database.entries.insertOne(forged);
    expect(await log.problem()).toEqual({ chain: log.chain, position: 13, kind: 'inserted', entryId: forged._id });
  });
});

describe('entries that change places are found', () => {
  it.each([
    ['neighbours', 5, 6],
    ['far apart', 2, 11],
  ])('%s', async (_, one, other) => {
    const { entries } = log.audit.database;
    const [first, second] = [await log.at(one), await log.at(other)];
    await entries.updateOne({ _id: first._id }, { $set: { position: 1_000 } });
    await entries.updateOne({ _id: second._id }, { $set: { position: one } });
    await entries.updateOne({ _id: first._id }, { $set: { position: other } });
    expect(await log.problem()).toEqual({ chain: log.chain, position: one, kind: 'reordered', entryId: second._id });
  });
});
