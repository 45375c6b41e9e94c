import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AuditTest, event, mark, newId, openAudit } from './helpers.ts';

let audit: AuditTest;
beforeAll(async () => {
  audit = await openAudit();
});
afterAll(() => audit?.close());
beforeEach(async () => {
  const { entries, parts, heads } = audit.database;
  await Promise.all([entries.deleteMany(), parts.deleteMany()]);
  await heads.updateMany({}, { $set: { position: 0, hash: '0'.repeat(64) } });
});

describe('an event', () => {
  it('is one entry: the act and what names nobody in the chain, who and why beside it', async () => {
    const [sessionId, studentId, teacherId] = [newId(), newId(), newId()];
    const one = mark(sessionId, studentId, teacherId);
    await audit.publish([one]);
    await audit.untilEntries(1);
    const [entry] = await audit.database.entries.find().toArray();
    expect(JSON.stringify(entry)).not.toMatch(new RegExp(`${studentId}|${teacherId}|was late`));
    expect(entry).toMatchObject({
      action: 'attendance.changed',
      position: 1,
      entity: { type: 'record', id: null },
      actorRole: 'teacher',
      details: { sessionId, roundNumber: 1, from: 'absent', status: 'late', method: 'manual', rev: 2 },
      previousHash: '0'.repeat(64),
    });
    const { items } = await audit.list();
    expect(items).toMatchObject([
      {
        at: one.envelope.time,
        entity: { type: 'record', id: `${sessionId}.1.${studentId}` },
        personal: { actorId: teacherId, studentId, why: 'was late' },
        erased: false,
      },
    ]);
    expect(await audit.verify()).toMatchObject({ valid: true, entries: 1, problem: null });
  });
});
