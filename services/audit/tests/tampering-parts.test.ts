import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isErased, type PersonalPart } from '../src/domain/personal-part.ts';
import { signHeads } from '../src/domain/signed-heads.ts';
import { readSigningKey } from '../src/domain/signing-key.ts';
import { eraseUser } from '../src/operations/erase-user.ts';
import { signAllHeads } from '../src/operations/sign-heads.ts';
import { mark, newId } from './helpers.ts';
import { COUNT, useWrittenLog } from './written-log.ts';

const log = useWrittenLog();

describe('a personal part that is not what it was is found', () => {
  async function partAt(position: number): Promise<PersonalPart> {
    const part = await log.audit.database.parts.findOne({ _id: (await log.at(position))._id });
    if (!part || isErased(part)) throw new Error('no part');
    return part;
  }
  const set = async (position: number, change: object) =>
    log.audit.database.parts.updateOne({ _id: (await log.at(position))._id }, { $set: change });
  const found = async (position: number) =>
    expect(await log.problem()).toEqual({
      chain: log.chain,
      position,
      kind: 'personal_altered',
      entryId: (await log.at(position))._id,
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
    await log.audit.database.parts.deleteOne({ _id: (await log.at(4))._id });
    await found(4);
  });

  it('erased with no entry that says so', async () => {
    const { _id } = await log.at(4);
    const erasure = 'e'.repeat(32);
    await log.audit.database.parts.updateOne({ _id }, { $set: { erasure }, $unset: { salt: '', data: '', keys: '' } });
    await found(4);
  });

  it('erased by an entry about something else', async () => {
    const [{ _id }, { _id: erasure }] = [await log.at(4), await log.at(5)];
    await log.audit.database.parts.updateOne({ _id }, { $set: { erasure }, $unset: { salt: '', data: '', keys: '' } });
    await found(4);
  });
});

describe('signed heads that are not what was signed are found', () => {
  const invalid = (position: number) => ({ chain: null, position, kind: 'signature_invalid', entryId: null });

  it('altered', async () => {
    await signAllHeads(log.parts);
    await log.audit.database.signed.updateOne({ _id: 1 }, { $set: { [`heads.${log.chain}.position`]: 3 } });
    expect(await log.problem()).toEqual(invalid(1));
  });

  it('signed with a key that is not ours, which they name', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const key = readSigningKey(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
    const heads = [...(await log.parts.store.readHeads()).values()];
    await log.audit.database.signed.insertOne(
      signHeads(key, { previous: null, heads, day: undefined, at: new Date() }),
    );
    expect(await log.problem()).toEqual(invalid(1));
  });

  it('removed before others', async () => {
    for (let n = 0; n < 3; n += 1) await signAllHeads(log.parts);
    expect(await log.problem()).toBeNull();
    await log.audit.database.signed.deleteOne({ _id: 2 });
    expect(await log.problem()).toEqual(invalid(2));
  });
});

describe('a log that nobody has touched is valid', () => {
  it('after erasing somebody, whom nothing finds any more', async () => {
    await signAllHeads(log.parts);
    const [gone] = log.studentIds;
    if (!gone) throw new Error('nobody');
    expect(await log.audit.list(`userId=${gone}`)).toMatchObject({ items: [{ personal: { studentId: gone } }] });
    expect(await eraseUser(log.parts, gone)).toBe(1);
    await signAllHeads(log.parts);
    expect(await log.audit.verify()).toMatchObject({ valid: true, entries: COUNT + 1, erased: 1 });
    expect(await log.audit.list(`userId=${gone}`)).toEqual({ items: [], nextCursor: null });
    const { items } = await log.audit.list('entityType=record');
    expect(items.filter(({ erased }) => erased)).toMatchObject([
      { entity: { type: 'record', id: null }, personal: null, details: { sessionId: log.sessionId, status: 'late' } },
    ]);
    const { entries, parts: personal } = log.audit.database;
    expect(JSON.stringify([await entries.find().toArray(), await personal.find().toArray()])).not.toContain(gone);
  });

  it('after erasing somebody who acted in all of it', async () => {
    expect(await eraseUser(log.parts, log.teacherId)).toBe(COUNT);
    expect(await log.audit.verify()).toMatchObject({ valid: true, entries: COUNT + 1, erased: COUNT });
    expect(await log.audit.list('action=audit.erased')).toMatchObject({ items: [{ personal: null, erased: false }] });
  });

  it('with an event that comes again after it was erased, whose personal part does not come back', async () => {
    const again = mark(log.sessionId, log.studentIds[0] ?? '', log.teacherId);
    await log.audit.publish([again]);
    await log.audit.untilEntries(COUNT + 1);
    await eraseUser(log.parts, log.teacherId);
    await log.audit.publish([again, mark(log.sessionId, newId(), newId())]);
    await log.audit.untilEntries(COUNT + 3);
    expect(await log.audit.verify()).toMatchObject({ valid: true, erased: COUNT + 1 });
    expect(await log.audit.list(`actorId=${log.teacherId}`)).toMatchObject({ items: [] });
  });
});
