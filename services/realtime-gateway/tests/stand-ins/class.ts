import { rpcs } from '@rollcall/contracts';
import { type Answer, answer } from '@rollcall/service-kit';
import { newId } from './ids.ts';

/** Classes with their people. */
export class ClassState {
  readonly #classes = new Map<string, { teacherId: string; coTeacherIds: Set<string>; studentIds: Set<string> }>();
  /** Runs after a person's classes have been read and before they are answered. */
  beforeAnswer: () => Promise<void> = async () => undefined;

  readonly answers: Answer<unknown>[] = [
    answer(rpcs.class.classesOfUser, async (_context, { userId }) => {
      const classIds = [...this.#classes]
        .filter(([, one]) => [one.teacherId, ...one.coTeacherIds, ...one.studentIds].includes(userId))
        .map(([classId]) => classId);
      await this.beforeAnswer();
      return { classIds };
    }),
  ];

  create(teacherId: string, studentIds: string[] = []): string {
    const classId = newId();
    this.#classes.set(classId, { teacherId, coTeacherIds: new Set(), studentIds: new Set(studentIds) });
    return classId;
  }

  addTeacher(classId: string, teacherId: string): void {
    this.#classes.get(classId)?.coTeacherIds.add(teacherId);
  }

  removeTeacher(classId: string, teacherId: string): void {
    this.#classes.get(classId)?.coTeacherIds.delete(teacherId);
  }

  enrol(classId: string, studentId: string, enrolled: boolean): void {
    const studentIds = this.#classes.get(classId)?.studentIds;
    if (enrolled) studentIds?.add(studentId);
    else studentIds?.delete(studentId);
  }
}
