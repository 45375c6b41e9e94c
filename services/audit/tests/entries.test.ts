import { type EventName, events } from '@rollcall/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chainOf } from '../src/domain/chains.ts';
import { draftOfEvent } from '../src/domain/draft.ts';
import { auditedNames, mappingOf } from '../src/domain/mappings/index.ts';
import { type AuditTest, event, mark, newId, openAudit } from './helpers.ts';

let audit: AuditTest;
beforeAll(async () => {
  audit = await openAudit({ processes: 2 });
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
      requestId: 'request-1',
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

  it('that comes again is the same entry, also to another process, in one batch or later', async () => {
    const one = mark(newId(), newId(), newId());
    const other = mark(newId(), newId(), newId());
    await audit.publish([one, one, one, other]);
    await audit.untilEntries(2);
    const third = mark(newId(), newId(), newId());
    await audit.publish([other, one, third]);
    await audit.untilEntries(3);
    expect(await audit.verify()).toMatchObject({ valid: true, entries: 3 });
    expect(await audit.database.parts.countDocuments()).toBe(3);
  });

  it('of the system that names nobody has no personal part', async () => {
    const [sessionId, classId] = [newId(), newId()];
    await audit.publish([
      event('roundEnded', { sessionId, classId, roundNumber: 1, endsAt: '2026-03-02T08:05:00.000Z' }),
    ]);
    await audit.untilEntries(1);
    expect(await audit.database.parts.countDocuments()).toBe(0);
    expect(await audit.list()).toMatchObject({
      items: [{ personal: null, erased: false, actorRole: null, entity: { type: 'session', id: sessionId } }],
    });
  });

  it('with text that no encoding knows is kept, and the log stays valid', async () => {
    // Made here: what transforms a test writes no half pairs.
    const half = String.fromCharCode(0xd83d);
    await audit.publish([
      mark(newId(), newId(), newId(), `half ${half} of a pair, \u0000, "\\" and {"$ne": 1}`),
      event('classDeleted', { classId: newId() }, { requestId: half }),
    ]);
    await audit.untilEntries(2);
    expect(await audit.verify()).toMatchObject({ valid: true, entries: 2 });
    expect((await audit.list('action=attendance.changed')).items).toMatchObject([
      { personal: { why: 'half \ufffd of a pair, \u0000, "\\" and {"$ne": 1}' } },
    ]);
    expect((await audit.list('action=class.deleted')).items).toMatchObject([{ requestId: '\ufffd' }]);
  });
});

describe('a session with its rounds and records', () => {
  it('is in one chain, and so is whatever else has one family', async () => {
    const [sessionId, classId] = [newId(), newId()];
    const startsAt = '2026-03-02T08:05:00.000Z';
    await audit.publish([
      event('sessionStarted', { sessionId, classId, startedAt: startsAt }),
      event('roundStarted', { sessionId, classId, roundNumber: 1, startsAt }),
      ...Array.from({ length: 20 }, () => mark(sessionId, newId(), newId())),
    ]);
    await audit.untilEntries(22);
    expect(await audit.database.entries.distinct('chain')).toEqual([chainOf('session', sessionId)]);
  });

  it('goes to a chain that never changes', () => {
    const ids = ['0'.repeat(24), 'a'.repeat(24), '65f0c0ffee65f0c0ffee65f0'];
    expect(ids.map((id) => [chainOf('session', id), chainOf('user', id)])).toEqual([
      [1, 10],
      [2, 10],
      [9, 14],
    ]);
  });
});

describe('the mapping', () => {
  /** Data of an event with a value for each field. */
  function sample(name: EventName): Record<string, unknown> {
    const { shape } = events[name].data;
    return Object.fromEntries(Object.keys(shape).map((field) => [field, `value of ${field}`]));
  }

  it('says of every audited event what it is about, by a field that it has', () => {
    for (const name of auditedNames()) {
      const { about, family = about, fields } = mappingOf(name);
      expect(Object.keys(fields).toSorted(), name).toEqual(Object.keys(sample(name)).toSorted());
      expect([fields[about[1]], fields[family[1]]], name).not.toContain(undefined);
    }
  });

  it.each(auditedNames())('%s leaves nothing in its entry that could name somebody', (name) => {
    const data = sample(name);
    const actor = { userId: 'who acted', role: 'admin' as const };
    const { entry, personal } = draftOfEvent({
      name,
      id: 'e',
      time: '2026-03-02T08:05:00.000Z',
      requestId: 'r',
      actor,
      data,
    });
    const mentioned = JSON.stringify(entry);
    for (const field of Object.keys(data)) {
      const names = /^(userId|studentId|teacherId|teacherIds|recordId)$/.test(field);
      const isReason = field === 'why' && name !== 'userSessionEnded';
      expect(mentioned.includes(`value of ${field}`), field).toBe(
        !names && !isReason && !/^(deviceId)$/.test(field) && !(field === 'sessionId' && name.startsWith('user')),
      );
    }
    expect(mentioned).not.toContain('who acted');
    expect(personal?.keys).toContain('actor:who acted');
  });
});
