import { type AuditEntry, type EventDefinition, events } from '@rollcall/contracts';
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { actsOf, keysOf, wordOf } from '../../../page/src/admin/audit-acts.ts';
import { byDay, queryOf } from '../../../page/src/admin/audit-filters.ts';
import { idsIn, reasonIn, sentenceOf } from '../../../page/src/admin/audit-sentence.ts';
import german from '../../../page/src/words/de/audit.ts';
import english from '../../../page/src/words/en/audit.ts';

const audited = Object.values(events as Record<string, EventDefinition>)
  .filter((event) => event.audited)
  .map(({ subject }) => subject.slice('evt.'.length));
// The log writes down itself what is done with it.
const all = [...audited, 'audit.exported', 'audit.erased'].sort();

const ids = { actor: 'a'.repeat(24), student: 'b'.repeat(24), class: 'c'.repeat(24), other: 'd'.repeat(24) };
const known: Record<string, string> = {
  [ids.actor]: 'Anna Weber',
  [ids.student]: 'Ben Kim',
  [ids.class]: 'Physics',
  [ids.other]: 'Chemistry',
};
const nameOf = (id: unknown) => known[String(id)] ?? 'gone';
const names = { person: nameOf, class: nameOf, course: nameOf, webhook: nameOf };

const words = i18next.createInstance();
beforeAll(() =>
  words.init({
    resources: { en: { audit: english, common: {} }, de: { audit: german, common: {} } },
    interpolation: { escapeValue: false },
  }),
);

function entryOf(action: string, parts: Partial<AuditEntry> = {}): AuditEntry {
  return {
    ...{ _id: '1', chain: 0, position: 1, at: '2026-03-02T08:05:00.000Z', recordedAt: '2026-03-02T08:05:00.000Z' },
    ...{ action, entity: { type: 'record', id: '1' }, requestId: 'r', actorRole: 'teacher', details: {} },
    ...{ personal: { actorId: ids.actor, studentId: ids.student, userId: ids.student }, erased: false },
    ...{ previousHash: '', hash: '' },
    ...parts,
  };
}

function say(entry: AuditEntry, language: 'en' | 'de' = 'en'): string {
  return sentenceOf(entry, names, words.getFixedT(language, ['audit', 'common']));
}

describe('acts of the audit log', () => {
  it('are all that the contracts have kept, each under one kind of thing', () => {
    expect(Object.values(actsOf).flat().toSorted()).toEqual(all);
  });

  it.each(all)('%s has a name and a sentence in both languages', (action) => {
    for (const { names: named, acts } of [english, german]) {
      expect(named).toHaveProperty([wordOf(action)], expect.stringMatching(/./));
      expect(acts).toHaveProperty([wordOf(action)], expect.stringMatching(/./));
    }
  });

  it('have sentences for themselves alone', () => {
    const beginnings = all.map(wordOf);
    const strays = Object.keys(english.acts).filter((key) => !beginnings.some((one) => key.startsWith(one)));
    expect(strays).toEqual(['other']);
  });
});

describe('an entry', () => {
  const inClass = { classId: ids.class };

  it('reads like a sentence', () => {
    const changed = entryOf('attendance.changed', { details: { ...inClass, from: 'absent', status: 'excused' } });
    expect(say(changed)).toBe('Anna Weber changed Ben Kim in Physics from absent to excused');
    expect(say(changed, 'de')).toBe('Anna Weber hat Ben Kim in Physics von „abwesend“ auf „entschuldigt“ geändert');
  });

  it.each([
    ['attendance.changed', { from: null, status: 'late' }, 'Anna Weber marked Ben Kim in Physics as late'],
    ['attendance.reviewed', { verification: 'rejected' }, 'Anna Weber rejected the scan of Ben Kim in Physics'],
    ['attendance.recorded', { method: 'code', status: 'present' }, 'Ben Kim typed the code in Physics and is present'],
    ['enrolment.added', { movedFrom: ids.other }, 'Anna Weber moved Ben Kim from Chemistry to Physics'],
    ['excuse.decided', { approved: false }, 'Anna Weber did not excuse Ben Kim in Physics'],
    ['class.edited', { fields: ['timeZone', 'somethingNew'] }, 'Anna Weber changed Physics (time zone, somethingNew)'],
    ['user.password-changed', { how: 'invitation' }, 'Ben Kim set the first password, after an invitation'],
    ['user.session-ended', { why: 'ended-by-admin' }, 'Anna Weber ended a log-in of Ben Kim'],
    ['user.session-ended', { why: 'log-out' }, 'Ben Kim logged out'],
  ])('%s with %j', (action, details, sentence) => {
    expect(say(entryOf(action, { details: { ...inClass, ...details } }))).toBe(sentence);
  });

  it.each([
    ['session', 'Anna Weber took the records of a session as a file (CSV)'],
    ['class', 'Anna Weber took the records of Physics as a file (CSV)'],
    ['institution', 'Anna Weber took the records of the institution as a file (CSV)'],
  ])('says whose records left as a file: %s', (what, sentence) => {
    expect(say(entryOf('export.made', { details: { what, ofId: ids.class, format: 'csv' } }))).toBe(sentence);
  });

  it('says what somebody does alone, and what nobody did', () => {
    const own = { actorId: ids.student, studentId: ids.student };
    expect(say(entryOf('enrolment.added', { details: inClass, personal: own }))).toBe('Ben Kim joined Physics');
    expect(say(entryOf('session.started', { details: inClass, actorRole: null, personal: null }))).toBe(
      'A planned session of Physics started',
    );
    const signedUp = {
      actorRole: null,
      details: { role: 'student' },
      personal: { actorId: null, userId: ids.student },
    };
    expect(say(entryOf('user.created', signedUp))).toBe('Ben Kim signed up (student)');
  });

  it('about people who were erased names nobody', () => {
    const erased = entryOf('user.disabled', { personal: null, erased: true });
    expect(say(erased)).toBe('Somebody who was erased disabled the account of somebody who was erased');
    expect(say(erased, 'de')).toBe('(gelöschte Person) hat das Konto von (gelöschte Person) gesperrt');
  });

  it('of an act that is not known is told by its own word', () => {
    expect(say(entryOf('planet.moved'))).toBe('Anna Weber: planet.moved');
    expect(keysOf(entryOf('planet.moved'))).toEqual(['planet_moved']);
  });

  it.each(['en', 'de'] as const)('never leaves a gap that is not filled, whatever it lacks: %s', (language) => {
    for (const action of all) expect(say(entryOf(action), language)).not.toMatch(/\{\{|undefined|null/);
  });

  it('has a reason when somebody gave one, and names to look up', () => {
    const entry = entryOf('attendance.changed', {
      details: inClass,
      personal: { actorId: ids.actor, studentId: ids.student, why: 'medical note' },
    });
    expect(reasonIn(entry)).toBe('medical note');
    expect(reasonIn(entryOf('attendance.changed'))).toBeNull();
    const found = { people: [ids.actor, ids.student], classes: [ids.class], courses: [], webhooks: [] };
    expect(idsIn(entry)).toEqual(found);
  });
});

describe('what is asked of the log', () => {
  it('are whole days of the device, the last one included', () => {
    expect(queryOf({ from: '2026-03-02', to: '2026-03-02' })).toEqual({
      from: new Date(2026, 2, 2).toISOString(),
      to: new Date(2026, 2, 3).toISOString(),
    });
  });

  it('leaves out what makes no sense', () => {
    expect(queryOf({ kind: 'planet', entity: '1', user: 'me' })).toEqual({});
    expect(queryOf({ kind: 'class', entity: ids.class, user: ids.actor, action: 'class.edited' })).toEqual({
      entityType: 'class',
      entityId: ids.class,
      userId: ids.actor,
      action: 'class.edited',
    });
  });

  it('comes by day, in its order', () => {
    const at = (day: number, hour: number) => ({ at: new Date(2026, 2, day, hour).toISOString() });
    const days = byDay([at(3, 9), at(3, 8), at(2, 23)]);
    expect(days.map(({ entries }) => entries.length)).toEqual([2, 1]);
  });
});
