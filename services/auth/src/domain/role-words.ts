import type { Role } from '@rollcall/contracts';
import { fold } from '@rollcall/service-kit';

const words: Record<Role, string> = {
  student: `
    student students pupil learner
    studentin studierende studierender studierenden schuler schulerin lernende lernender
    etudiant etudiante eleve apprenant apprenante
    estudiante alumno alumna alumnoa
    studente studentessa`,
  teacher: `
    teacher lecturer instructor professor staff faculty
    lehrer lehrerin lehrende lehrender lehrkraft dozent dozentin professorin
    enseignant enseignante professeur professeure
    profesor profesora docente maestro maestra`,
  admin: `
    admin administrator verwaltung administratorin verwalter verwalterin
    administrateur administratrice
    administrador administradora`,
};

const roles = new Map(
  (['student', 'teacher', 'admin'] as const).flatMap((role) =>
    words[role]
      .trim()
      .split(/\s+/)
      .map((word) => [word, role] as const),
  ),
);

/** The role that a word in English, German, French or Spanish means, in any case: also `Étudiant(e)` and `Student:in`. */
export function roleOfWord(word: string): Role | undefined {
  return roles.get(fold(word).replace(/[^\p{L}]/gu, ''));
}
