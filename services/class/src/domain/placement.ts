/** What became of a student who was to be put into a class. */
export interface Placement {
  outcome: 'added' | 'moved' | 'already' | 'other_class';
  /** Of `moved` and `other_class`: the other class. */
  otherClassId: string | null;
}
