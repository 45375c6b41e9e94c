import { routes } from '@rollcall/contracts';
import { describe, expect, test } from 'vitest';
import { startLecture, studentOf } from './helpers/lecture.ts';
import { expectAccessible, expectQuiet } from './stage/checks.ts';
import { useStage } from './stage/stage.ts';

const stage = useStage();
const phone = { size: 'phone' } as const;

describe('Today', () => {
  test('shows a session as it begins, and that the student is in, without being loaded again', async () => {
    const hall = await stage.newHall(1);
    const student = studentOf(hall);
    const page = await student.open('/app/today', phone);
    await page.getByText('Nothing is planned').waitFor();
    const lecture = await startLecture(hall);
    const running = page.getByRole('region', { name: 'Running now' });
    await running.getByRole('link', { name: 'Scan' }).waitFor();
    await expectAccessible(page);
    await student.client.call(routes.scan, { body: { token: (await lecture.wall()).token } });
    await running.getByText('You are in').waitFor();
    await hall.teacher.client.call(routes.startRound, { ids: { id: lecture.sessionId } });
    await running.getByRole('link', { name: 'Scan for round 2' }).waitFor();
    await lecture.end();
    await running.waitFor({ state: 'detached' });
    await expectQuiet(page);
  });

  test('shows what is planned', async () => {
    const hall = await stage.newHall(1);
    const startsAt = new Date(Date.now() + 25 * 60 * 60 * 1000).toISOString();
    const body = { classId: hall.classId, startsAt, durationMinutes: 90, room: 'Lab 3' };
    await hall.teacher.client.call(routes.startSession, { body });
    const page = await studentOf(hall).open('/app/today', { ...phone, theme: 'dark' });
    await page.getByText('Lab 3').waitFor();
    await expectAccessible(page);
  });

  test('without a class leads to joining one', async () => {
    const hall = await stage.newHall(1);
    const ids = { id: hall.classId, studentId: studentOf(hall).userId };
    await hall.teacher.client.call(routes.removeStudent, { ids });
    const { code } = await hall.teacher.client.call(routes.makeJoinCode, { ids: { id: hall.classId }, body: {} });
    const page = await studentOf(hall).open('/app/today', phone);
    await page.getByText('Your classes will be here').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Join a class' }).last().click();
    await page.getByLabel('Code').fill('no code');
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByText('This code is not good, or not any more.').waitFor();
    await page.getByLabel('Code').fill(code.toLowerCase());
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByText(`You are in “${hall.className}”`).waitFor();
    await expectAccessible(page);
  });

  test('a code in the address is filled in, and a teacher may have to let one in', async () => {
    const hall = await stage.newHall(0);
    const body = { approval: true };
    const { code } = await hall.teacher.client.call(routes.makeJoinCode, { ids: { id: hall.classId }, body });
    const other = await stage.newHall(1);
    const page = await studentOf(other).open(`/app/join#${code}`, { ...phone, language: 'de' });
    await page.getByRole('button', { name: 'Beitreten' }).click();
    await page.getByText('Deine Lehrperson muss dich aufnehmen.').waitFor();
  });
});

describe('history and excuses', () => {
  test('an absence is found, excused with a document, and decided', async () => {
    const hall = await stage.newHall(1);
    const student = studentOf(hall);
    const first = await startLecture(hall);
    await hall.teacher.client.call(routes.markStudent, {
      ids: { id: first.sessionId, studentId: student.userId },
      body: { status: 'present' },
    });
    await first.end();
    const second = await startLecture(hall);
    await second.end();

    const page = await student.open('/app/history', phone);
    await page.getByText('50%').waitFor();
    await page.getByText('Marked by a teacher').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Absent' }).click();
    await page.getByText('Marked by a teacher').waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('?status=absent');
    await page.getByRole('link', { name: 'Ask to be excused' }).click();

    const form = page.getByRole('dialog');
    await form.getByRole('button', { name: 'Send' }).click();
    await form.getByText('This is needed.').waitFor();
    await form.getByLabel('Reason').fill('The flu.\nThe doctor says so.');
    const file = form.getByLabel('Document');
    await file.setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('note') });
    await form.getByText('Choose a PDF, or a picture').waitFor();
    await expectAccessible(page);
    await file.setInputFiles({ name: 'note.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n') });
    await form.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Your teacher has it now.').waitFor();
    await page.getByText('The flu. The doctor says so.').waitFor();
    await page.getByRole('button', { name: 'Document', exact: true }).waitFor();
    await expectAccessible(page);

    const { items } = await hall.teacher.client.call(routes.listExcuses, { query: { classId: hall.classId } });
    const ids = { id: items[0]?._id ?? '' };
    await hall.teacher.client.call(routes.rejectExcuse, { ids, body: { reason: 'Not legible' } });
    await page.reload();
    await page.getByText('Rejected').waitFor();
    await page.getByText('Not legible').waitFor();
    await expectQuiet(page);
  });

  test('days are asked for, refusals stand at the field, and an excuse is taken back', async () => {
    const hall = await stage.newHall(1);
    const page = await studentOf(hall).open('/app/excuses', { ...phone, language: 'de' });
    const ask = async () => {
      await page.getByRole('button', { name: 'Entschuldigen' }).click();
      const form = page.getByRole('dialog');
      await form.getByLabel('Kurs').selectOption({ label: hall.className });
      await form.getByRole('button', { name: 'Mehrere Tage' }).click();
      await form.getByLabel('Erster Tag').fill(dayFromNow(2));
      await form.getByLabel('Letzter Tag').fill(dayFromNow(1));
      await form.getByLabel('Grund').fill('Hochzeit');
      await form.getByRole('button', { name: 'Senden' }).click();
      await form.getByText('Der letzte Tag liegt vor dem ersten.').waitFor();
      await form.getByLabel('Letzter Tag').fill(dayFromNow(3));
      await form.getByRole('button', { name: 'Senden' }).click();
      return form;
    };
    await ask();
    await page.getByText('Hochzeit').waitFor();
    const form = await ask();
    await form.getByText('Darum hast du schon gebeten.').waitFor();
    await form.getByRole('button', { name: 'Abbrechen' }).click();
    await page.getByRole('button', { name: 'Zurücknehmen' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Zurücknehmen' }).click();
    // The row says so, and the message that it is done.
    await page.getByText('Zurückgenommen').first().waitFor();
    await expectQuiet(page, ['409: POST /api/v1/me/excuses']);
  });
});

/** As a field for dates takes it. */
function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
