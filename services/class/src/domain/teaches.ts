/** A class is taught by its owner and the co-teachers. */
export function teaches(taught: { teacherId: string; coTeacherIds: string[] }, userId: string): boolean {
  return taught.teacherId === userId || taught.coTeacherIds.includes(userId);
}
