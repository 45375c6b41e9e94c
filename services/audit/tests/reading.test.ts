import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditTest, event, mark, newId, openAudit } from './helpers.ts';

let audit: AuditTest;
const [ada, ben, eve] = [newId(), newId(), newId()];
const [hall, room] = [newId(), newId()];
const minute = (n: number) => `2026-03-02T08:${String(n).padStart(2, '0')}:00.000Z`;
const byAda = { actor: { userId: ada, role: 'teacher' as const }, requestId: '=1+1' };

/** From minute 0 on, some at once; the formula, which clients may choose, is for those who open the file. */
const told = [
  event('classCreated', { classId: hall, className: 'Algebra', teacherId: ada }, byAda, minute(0)),
  event('enrolmentAdded', { classId: hall, studentId: ben }, byAda, minute(1)),
  event('enrolmentAdded', { classId: room, studentId: eve }, byAda, minute(2)),
  event('userLoggedIn', { userId: ben, sessionId: newId() }, { actor: { userId: ben, role: 'student' } }, minute(3)),
  event('userDisabled', { userId: eve, why: 'left' }, { actor: { userId: ben, role: 'admin' } }, minute(4)),
  event('classDeleted', { classId: hall }, {}, minute(5)),
  event('classDeleted', { classId: room }, {}, minute(5)),
  event('enrolmentRemoved', { classId: room, studentId: eve }, byAda, minute(2)),
];

beforeAll(async () => {
  audit = await openAudit();
  await audit.publish(told);
  await audit.untilEntries(told.length);
});
afterAll(() => audit?.close());

/** The minutes of what is found, the newest first. */
const found = async (query: string) => (await audit.list(query)).items.map(({ at }) => new Date(at).getUTCMinutes());

describe('GET /api/v1/audit', () => {
  it.each([
    ['', [5, 5, 4, 3, 2, 2, 1, 0]],
    [`entityType=class`, [5, 5, 2, 2, 1, 0]],
    [`entityType=class&entityId=${hall}`, [5, 1, 0]],
    [`entityType=class&entityId=${hall}&action=enrolment.added`, [1]],
    [`entityType=class&action=user.disabled`, []],
    [`entityType=user&entityId=${eve}`, [4]],
    [`entityType=nothing`, []],
    [`actorId=${ada}`, [2, 2, 1, 0]],
    [`actorId=${ada.toUpperCase()}&entityType=class&entityId=${hall}`, [1, 0]],
    [`actorId=${ben}&entityType=user`, [4, 3]],
    [`userId=${ben}`, [4, 3, 1]],
    [`userId=${eve}&action=enrolment.added`, [2]],
    [`action=class.deleted`, [5, 5]],
    [`from=${minute(2)}&to=${minute(4)}`, [3, 2, 2]],
    [`from=${minute(1)}&actorId=${ada}`, [2, 2, 1]],
    [`from=${minute(4)}&to=${minute(2)}`, []],
  ])('finds by %s', async (query, minutes) => expect(await found(query)).toEqual(minutes));

  it.each([
    [`entityId=${hall}`, 'entityId'],
    ['actorId=ada', 'actorId'],
    ['actorId[$ne]=x', ''],
    ['action[]=x', ''],
    ['cursor=nonsense', 'cursor'],
    [`cursor=${Buffer.from('[9e15,"x"]').toString('base64url')}`, 'cursor'],
    ['from=yesterday', 'from'],
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['order=asc', ''],
  ])('refuses %s: 400', async (query, path) => {
    const { status, body } = await audit.get(`/api/v1/audit?${query}`);
    expect([status, body.code]).toEqual([400, 'invalid_request']);
    expect(body.details?.map((one: { path: string }) => one.path).join()).toContain(path);
  });

  it('is for administrators alone: 401 without a token, 403 for others', async () => {
    for (const path of ['', '/export', '/verify']) {
      const statuses = [];
      for (const token of [
        '',
        'x',
        ...(['student', 'teacher'] as const).map((role) => audit.auth.token(audit.auth.person(role))),
      ]) {
        statuses.push((await audit.get(`/api/v1/audit${path}`, token)).status);
      }
      expect(statuses).toEqual([401, 401, 403, 403]);
    }
  });

  it.each(['', `actorId=${ada}`, 'entityType=class'])(
    'pages by "%s" without missing or repeating one, while others are added',
    async (query) => {
      const all = (await audit.list(query)).items.map(({ _id }) => _id);
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page = await audit.list(`${query}&limit=1${cursor && `&cursor=${cursor}`}`);
        seen.push(...page.items.map(({ _id }) => _id));
        cursor = page.nextCursor;
        const before = await audit.database.entries.countDocuments();
        await audit.publish([event('classEdited', { classId: newId(), fields: ['name'], teacherIds: [ada] }, byAda)]);
        await audit.untilEntries(before + 1);
      }
      expect(seen).toEqual(all);
    },
  );

  it('answers each filter from an index', async () => {
    const { entries, parts } = audit.database;
    const newest = { at: -1, _id: -1 } as const;
    const plans = await Promise.all([
      entries.find({}).sort(newest).explain(),
      entries.find({ 'entity.type': 'class', 'entity.id': hall }).sort(newest).explain(),
      entries
        .find({ action: { $in: ['class.created', 'class.deleted'] } })
        .sort(newest)
        .explain(),
      parts
        .find({ keys: { $all: [`actor:${ada}`, `entity:class:${hall}`] } })
        .sort(newest)
        .explain(),
    ]);
    for (const plan of plans) expect(JSON.stringify(plan.queryPlanner.winningPlan)).not.toMatch(/COLLSCAN|"SORT"/);
  });
});

describe('GET /api/v1/audit/export', () => {
  it('is a CSV of what the filter finds, in which no cell is a formula', async () => {
    const before = await audit.database.entries.countDocuments();
    await audit.publish([mark(newId(), ben, ada, '=HYPERLINK("x")')]);
    await audit.untilEntries(before + 1);
    const { status, body, headers } = await audit.get(
      `/api/v1/audit/export?entityType=class&entityId=${hall}&to=${minute(30)}`,
    );
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="audit-\d{4}-\d\d-\d\d\.csv"/);
    const lines = body.trim().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^\uFEFF?at,action,entityType,entityId,actorRole,actorId,/);
    expect(lines[3]).toMatch(new RegExp(`^2026-03-02T08:00:00.000Z,class.created,class,${hall},teacher,${ada},`));
    expect(body).toContain(",'=1+1,");
    for (const cell of body.split(/[,\r\n]+/)) expect(cell).not.toMatch(/^"?[=+\-@]/);
  });

  it('is recorded with who, what and which filter; reading is not', async () => {
    const before = await audit.database.entries.countDocuments();
    await audit.list();
    await audit.verify();
    expect(await audit.database.entries.countDocuments()).toBe(before);
    expect((await audit.get(`/api/v1/audit/export?userId=${eve}&from=${minute(1)}`)).status).toBe(200);
    const { items } = await audit.list('action=audit.exported&limit=1');
    expect(items).toMatchObject([
      {
        entity: { type: 'audit', id: 'log' },
        actorRole: 'admin',
        details: { format: 'csv', from: minute(1) },
        personal: { actorId: audit.admin._id, userId: eve },
      },
    ]);
    expect(await audit.database.entries.countDocuments()).toBe(before + 1);
    expect(await audit.verify()).toMatchObject({ valid: true, entries: before + 1 });
  });

  it('goes over many pages', async () => {
    const sessionId = newId();
    const before = await audit.database.entries.countDocuments();
    await audit.publish(Array.from({ length: 1_200 }, () => mark(sessionId, newId(), newId())));
    await audit.untilEntries(before + 1_200);
    const { body } = await audit.get('/api/v1/audit/export?action=attendance.changed');
    expect(body.match(new RegExp(sessionId, 'g'))?.length).toBeGreaterThanOrEqual(1_200);
  });

  it('refuses a format that it does not write: 400', async () => {
    expect((await audit.get('/api/v1/audit/export?format=xlsx')).status).toBe(400);
  });
});

describe('GET /api/v1/audit/verify', () => {
  it('looks at one chain when asked', async () => {
    const [entry] = await audit.database.entries.find().limit(1).toArray();
    const { chains, valid } = await audit.verify(`?chain=${entry?.chain}`);
    expect([valid, chains.map(({ chain }) => chain)]).toEqual([true, [entry?.chain]]);
  });

  it.each(['?chain=16', '?chain=-1', '?chain=x', '?chain=1.5', '?all=true'])('refuses %s: 400', async (query) => {
    expect((await audit.get(`/api/v1/audit/verify${query}`)).status).toBe(400);
  });
});

describe('while MongoDB is away', () => {
  it('answers 503 at once, and goes on when it is back', async () => {
    await audit.infra.mongodb.signal('SIGSTOP');
    for (const path of ['', '/export', '/verify']) {
      expect((await audit.get(`/api/v1/audit${path}`)).status, path).toBe(503);
    }
    await audit.infra.mongodb.signal('SIGCONT');
    await expect.poll(async () => (await audit.get('/api/v1/audit')).status, { timeout: 10_000 }).toBe(200);
  });
});
