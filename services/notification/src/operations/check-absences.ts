import { rpcs } from '@rollcall/contracts';
import { request, systemTrace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { isWorthTelling, tellings } from '../domain/absences.ts';
import type { Draft } from '../domain/draft.ts';
import type { AbsenceCheck } from '../store/absence-checks.ts';
import { notify } from './notify.ts';

/**
 * Tells who was absent too often in a row when a session ended, and the class's teachers: once in a run of absences, and
 * again at each multiple. First it is told, then noted: what is told twice counts once.
 */
export async function checkAbsences(context: Context, { _id: sessionId, classId, endedAt }: AbsenceCheck) {
  const { bus, config, classes, people, absenceRuns } = context;
  const everySo = config.ABSENCES_IN_A_ROW;
  const asked = { sessionId, atLeast: everySo };
  const { students } = await request(bus, rpcs.session.absencesInARow, asked, systemTrace(`absences:${sessionId}`));
  const studentIds = students.map(({ studentId }) => studentId);
  const told = await absenceRuns.toldOf(classId, studentIds);
  const news = students.filter((one) => isWorthTelling(one, everySo, told.get(one.studentId) ?? 0));
  const found = news.length > 0 ? await classes.get(classId) : null;
  if (found) {
    const { className, teacherIds } = found;
    const names = await people.namesOf(news.map(({ studentId }) => studentId));
    const drafts = news.flatMap(({ studentId, inARow }): Draft[] => {
      const eventId = `absences.${sessionId}.${studentId}`;
      const common = { eventId, at: endedAt, kind: 'consecutive_absences' } as const;
      const words = { sessionId, classId, className, inARow, studentId };
      const studentName = names.get(studentId) ?? null;
      return [
        { ...common, userId: studentId, data: { ...words, studentName: null } },
        ...teacherIds.map((userId) => ({ ...common, userId, data: { ...words, studentName } })),
      ];
    });
    await notify(context, drafts);
  }
  const noted = new Map(news.map(({ studentId, inARow }) => [studentId, tellings(inARow, everySo)]));
  await absenceRuns.told(classId, noted, endedAt);
  await absenceRuns.endOthers(classId, studentIds, endedAt);
}
