export interface Absences {
  studentId: string;
  inARow: number;
}

/**
 * How often a run of absences has been worth telling: once at `everySo` in a row, and again at each multiple. `told` is
 * how often it has been told.
 */
export function isWorthTelling({ inARow }: Absences, everySo: number, told: number): boolean {
  return tellings(inARow, everySo) > told;
}

export function tellings(inARow: number, everySo: number): number {
  return Math.floor(inARow / everySo);
}
