import type { ClassDocument } from '../store/classes.ts';

/** What leaves of a class: neither co-teachers nor times yet. */
export function presentClass({ _id, className, teacherId }: ClassDocument) {
  return { _id, className, teacherId };
}
