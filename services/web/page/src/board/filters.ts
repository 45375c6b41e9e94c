/** The lists of the board. */
export const filters = ['in', 'all', 'missing', 'late', 'flagged', 'excused'] as const;
export type Filter = (typeof filters)[number];
