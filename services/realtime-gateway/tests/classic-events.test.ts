import { describe, expect, it } from 'vitest';
import { useNetwork } from './network.ts';
import { newId } from './stand-ins/ids.ts';
import { patience } from './until.ts';

const network = useNetwork();
const error = (message: string) => ({ event: 'ERROR', data: { message } });

describe('ATTENDANCE_MARKED', () => {
  it('answers the same frame and marks the student', async () => {
    const { teacher, anna, session } = network.current.open();
    const client = await network.current.classic(teacher);
    const data = { studentId: anna.userId, status: 'late' };
    expect(await client.ask('ATTENDANCE_MARKED', { ...data, unknown: 1 })).toEqual({
      event: 'ATTENDANCE_MARKED',
      data,
    });
    expect(session.marks.get(anna.userId)).toBe('late');
  });

  it('is for teachers only', async () => {
    const { anna } = network.current.open();
    const client = await network.current.classic(anna);
    const data = { studentId: anna.userId, status: 'present' };
    expect(await client.ask('ATTENDANCE_MARKED', data)).toEqual(error('Forbidden, teacher event only'));
  });

  it('needs an open session', async () => {
    const client = await network.current.classic({ userId: newId(), role: 'teacher' });
    const data = { studentId: newId(), status: 'present' };
    expect(await client.ask('ATTENDANCE_MARKED', data)).toEqual(error('No active attendance session'));
  });

  it('refuses a student who is not in the class', async () => {
    const client = await network.current.classic(network.current.open().teacher);
    const data = { studentId: newId(), status: 'present' };
    expect(await client.ask('ATTENDANCE_MARKED', data)).toEqual(error('Student not found'));
    expect(await client.ask('ATTENDANCE_MARKED', { ...data, studentId: 'x' })).toEqual(error('Student not found'));
  });
});

describe('TODAY_SUMMARY', () => {
  it('counts what is marked so far, late as present and excused as absent', async () => {
    const { teacher, anna, ben, session } = network.current.open();
    const client = await network.current.classic(teacher);
    session.marks.set(anna.userId, 'late');
    expect(await client.ask('TODAY_SUMMARY')).toEqual({
      event: 'TODAY_SUMMARY',
      data: { present: 1, absent: 0, total: 1 },
    });
    session.marks.set(ben.userId, 'excused');
    expect(await client.ask('TODAY_SUMMARY', { unknown: 1 })).toEqual({
      event: 'TODAY_SUMMARY',
      data: { present: 1, absent: 1, total: 2 },
    });
  });

  it('is for teachers only, in an open session', async () => {
    const student = await network.current.classic(network.current.open().anna);
    expect(await student.ask('TODAY_SUMMARY')).toEqual(error('Forbidden, teacher event only'));
    const teacher = await network.current.classic({ userId: newId(), role: 'teacher' });
    expect(await teacher.ask('TODAY_SUMMARY')).toEqual(error('No active attendance session'));
  });
});

describe('MY_ATTENDANCE', () => {
  it.each([
    ['present', 'present'],
    ['late', 'present'],
    ['absent', 'absent'],
    ['excused', 'absent'],
    [undefined, 'not yet updated'],
  ] as const)('answers %s as %s', async (mark, status) => {
    const { anna, session } = network.current.open();
    if (mark) session.marks.set(anna.userId, mark);
    const client = await network.current.classic(anna);
    expect(await client.ask('MY_ATTENDANCE')).toEqual({ event: 'MY_ATTENDANCE', data: { status } });
  });

  it('is for students only, in an open session', async () => {
    const teacher = await network.current.classic(network.current.open().teacher);
    expect(await teacher.ask('MY_ATTENDANCE')).toEqual(error('Forbidden, student event only'));
    const admin = await network.current.classic({ userId: newId(), role: 'admin' });
    expect(await admin.ask('MY_ATTENDANCE')).toEqual(error('Forbidden, student event only'));
    expect(await admin.ask('DONE')).toEqual(error('Forbidden, teacher event only'));
    const student = await network.current.classic({ userId: newId(), role: 'student' });
    expect(await student.ask('MY_ATTENDANCE')).toEqual(error('No active attendance session'));
  });
});

describe('DONE', () => {
  it('ends the session once, also when it is sent twice at once', async () => {
    const { teacher, anna, session } = network.current.open();
    session.marks.set(anna.userId, 'present');
    const client = await network.current.classic(teacher);
    client.send('DONE');
    client.send('DONE');
    expect(await client.take(2)).toEqual([
      { event: 'DONE', data: { message: 'Attendance persisted', present: 1, absent: 1, total: 2 } },
      error('No active attendance session'),
    ]);
    expect(session.open).toBe(false);
  });

  it('is for teachers only, in an open session', async () => {
    const student = await network.current.classic(network.current.open().anna);
    expect(await student.ask('DONE')).toEqual(error('Forbidden, teacher event only'));
    const teacher = await network.current.classic({ userId: newId(), role: 'teacher' });
    expect(await teacher.ask('DONE')).toEqual(error('No active attendance session'));
  });
});

describe('the order of checks', () => {
  it('is role before session before the shape of data', async () => {
    const { teacher, anna } = network.current.open();
    const student = await network.current.classic(anna);
    expect(await student.ask('ATTENDANCE_MARKED', 'nonsense')).toEqual(error('Forbidden, teacher event only'));
    const idle = await network.current.classic({ userId: newId(), role: 'teacher' });
    expect(await idle.ask('ATTENDANCE_MARKED', { status: 'here' })).toEqual(error('No active attendance session'));
    const busy = await network.current.classic(teacher);
    expect(await busy.ask('ATTENDANCE_MARKED', { status: 'here' })).toEqual(error('Invalid message format'));
    const lonely = await network.current.classic({ userId: newId(), role: 'student' });
    expect(await lonely.ask('MY_ATTENDANCE', 7)).toEqual(error('No active attendance session'));
    expect(await student.ask('MY_ATTENDANCE', 7)).toEqual(error('Invalid message format'));
  });

  it('marks and DONE sent in one go lose nothing, even when the client closes at once', async () => {
    const { teacher, anna, ben, session } = network.current.open();
    const client = await network.current.classic(teacher);
    client.send('ATTENDANCE_MARKED', { studentId: anna.userId, status: 'present' });
    client.send('ATTENDANCE_MARKED', { studentId: ben.userId, status: 'late' });
    client.send('DONE');
    client.ws.close();
    await expect.poll(() => session.open, patience).toBe(false);
    expect([...session.marks.values()]).toEqual(['present', 'late']);
  });
});
