import type { ClassDocument } from '../store/classes.ts';

/** What classic clients see of a class. */
export function presentClass({ _id, className, teacherId }: ClassDocument) {
  return { _id, className, teacherId };
}
