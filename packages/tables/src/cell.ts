/** What a cell of a written table holds; nothing is an empty cell. */
export type Cell = string | number | bigint | boolean | Date | null | undefined;

/** Whether a spreadsheet program would take a text for a formula. */
export function looksLikeFormula(text: string): boolean {
  return /^[=+\-@\t\r]/.test(text);
}
