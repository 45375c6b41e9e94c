/** Prints a titled table, columns aligned. */
export function printTable(title: string, header: string[], rows: string[][]): void {
  const lines = [header, ...rows];
  const widths = header.map((_, at) => Math.max(...lines.map((line) => (line[at] ?? '').length)));
  const write = (line: string[]) => `  ${line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd();
  const rule = widths.map((width) => '-'.repeat(width));
  process.stdout.write(`\n${title}\n\n${[header, rule, ...rows].map(write).join('\n')}\n`);
}
