import { describe, expect, it } from 'vitest';
import { useNetwork } from './network.ts';
import { newId } from './stand-ins/ids.ts';

const network = useNetwork(1);

describe('session:join', () => {
  it('answers the snapshot to the teacher and to the enrolled', async () => {
    const { teacher, anna, sessionId, session, classId } = network.current.open();
    session.seq = 7;
    for (const person of [teacher, anna]) {
      const client = await network.current.realtime(person);
      const snapshot = await client.answered('session:join', { sessionId });
      expect(snapshot).toMatchObject({ sessionId, classId, status: 'active', epoch: 'epoch-1', seq: 7 });
    }
  });

  it('is refused to strangers', async () => {
    const { sessionId } = network.current.open();
    const other = network.current.open();
    const teacher = await network.current.realtime(other.teacher);
    expect(await teacher.refused('session:join', { sessionId })).toBe('not_class_teacher');
    const student = await network.current.realtime(other.anna);
    expect(await student.refused('session:join', { sessionId })).toBe('not_enrolled');
    expect(await student.refused('session:join', { sessionId: newId() })).toBe('session_not_found');
  });
});

describe('questions', () => {
  it('mark, count and end a session for its teacher', async () => {
    const { teacher, anna, session, sessionId } = network.current.open();
    const client = await network.current.realtime(teacher);
    const mark = { sessionId, studentId: anna.userId, status: 'late' };
    expect(await client.answered('attendance:mark', { ...mark, reason: 'the bus' })).toEqual(mark);
    expect(session.marks.get(anna.userId)).toBe('late');
    const summary = { present: 0, late: 1, absent: 0, excused: 0, total: 2 };
    expect(await client.answered('summary:get', { sessionId })).toEqual(summary);
    expect(await client.answered('session:end', { sessionId })).toEqual({
      sessionId,
      endedAt: '2026-03-02T09:00:00.000Z',
      summary: { ...summary, absent: 1 },
    });
    expect(session.open).toBe(false);
  });

  it("answer a student's own status", async () => {
    const { anna, session, sessionId } = network.current.open();
    const client = await network.current.realtime(anna);
    expect(await client.answered('attendance:mine', { sessionId })).toEqual({ sessionId, status: null });
    session.marks.set(anna.userId, 'excused');
    expect(await client.answered('attendance:mine', { sessionId })).toEqual({ sessionId, status: 'excused' });
  });

  it('are answered in the order in which they came', async () => {
    const { teacher, anna, sessionId, session } = network.current.open();
    const client = await network.current.realtime(teacher);
    const answers = await Promise.all([
      client.ask('attendance:mark', { sessionId, studentId: anna.userId, status: 'present' }),
      client.ask('session:end', { sessionId }),
    ]);
    expect(answers).toMatchObject([{ ok: true }, { ok: true, data: { summary: { present: 1, absent: 1 } } }]);
    expect(session.marks.get(anna.userId)).toBe('present');
  });
});

describe('refusals', () => {
  it('are by role first', async () => {
    const { teacher, anna } = network.current.open();
    const student = await network.current.realtime(anna);
    for (const event of ['attendance:mark', 'summary:get', 'session:end']) {
      expect(await student.refused(event, {})).toBe('teacher_event_only');
    }
    const client = await network.current.realtime(teacher);
    expect(await client.refused('attendance:mine', {})).toBe('student_event_only');
  });

  it.each([
    undefined,
    null,
    'text',
    [],
    {},
    { sessionId: 'x' },
    { sessionId: { $ne: '' } },
    { sessionId: 'session:65f0c0ffee65f0c0ffee65f0:teachers' },
    { sessionId: '65f0c0ffee65f0c0ffee65f0', more: 1 },
  ])('are invalid_message for %j', async (data) => {
    const client = await network.current.realtime(network.current.open().teacher);
    for (const event of ['session:join', 'session:leave', 'summary:get', 'session:end', 'attendance:mark']) {
      expect(await client.refused(event, data)).toBe('invalid_message');
    }
  });

  it('are unknown_event for other events', async () => {
    const client = await network.current.realtime(network.current.open().teacher);
    for (const event of ['nonsense', 'constructor', '__proto__', 'session:started']) {
      expect(await client.refused(event, {})).toBe('unknown_event');
    }
  });

  it('come with the code of the service that refuses', async () => {
    const { teacher, sessionId } = network.current.open();
    const client = await network.current.realtime(teacher);
    const data = { sessionId, studentId: newId(), status: 'present' };
    expect(await client.ask('attendance:mark', data)).toEqual({
      ok: false,
      error: 'Student not found',
      code: 'student_not_found',
    });
  });

  it('are try_again while the session service is away', async () => {
    const { teacher, sessionId } = network.current.open();
    const client = await network.current.realtime(teacher);
    await network.current.standIns.stop('session');
    expect(await client.refused('session:join', { sessionId })).toBe('try_again');
    await network.current.standIns.start('session');
    expect(await client.ask('session:join', { sessionId })).toMatchObject({ ok: true });
  });

  it('are rate_limited when more waits than a person sends', async () => {
    const { teacher, sessionId } = network.current.open();
    const client = await network.current.realtime(teacher);
    const answers = await Promise.all(Array.from({ length: 300 }, () => client.ask('summary:get', { sessionId })));
    expect(new Set(answers.map((one) => (one.ok ? 'ok' : one.code)))).toEqual(new Set(['ok', 'rate_limited']));
  });
});

describe('bad input', () => {
  it('events without acknowledgement do no harm', async () => {
    const { teacher, sessionId } = network.current.open();
    const client = await network.current.realtime(teacher);
    client.socket.emit('session:join', { sessionId });
    client.socket.emit('session:join', { $ne: '' });
    client.socket.emit('nonsense');
    client.socket.emit('summary:get', { sessionId }, 'not a function');
    expect(await client.answered('summary:get', { sessionId })).toMatchObject({ total: 2 });
  });

  it('a frame of 1 MB closes its own connection only', async () => {
    const { teacher, sessionId } = network.current.open();
    const client = await network.current.realtime(teacher);
    const other = await network.current.realtime(teacher);
    const closed = new Promise((resolve) => client.socket.once('disconnect', resolve));
    client.socket.emit('summary:get', { sessionId, filling: 'x'.repeat(1_000_000) });
    await closed;
    expect(await other.answered('summary:get', { sessionId })).toMatchObject({ total: 2 });
  });
});
