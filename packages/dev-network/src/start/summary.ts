import { relative } from 'node:path';
import type { DemoAccounts } from './demo-accounts.ts';
import type { StartSettings } from './settings.ts';

/** What a person wants to know once Rollcall is ready. */
export function summaryOf(settings: StartSettings, demo: DemoAccounts, seconds: number): string {
  const origin = `http://localhost:${settings.port}`;
  const rows = [
    ['API docs', `${origin}/docs`],
    ...labelled('Accounts', accountLines(demo)),
    ['Data', folderName(settings.dataFolder)],
    ['Logs', folderName(settings.logFolder)],
    ['Ready in', `${seconds.toFixed(1)} s`],
    ['Stop', 'Ctrl-C'],
  ];
  const lines = rows.map(([label = '', value]) => `  ${label.padEnd(10)}${value}`);
  return `Rollcall is ready at ${origin}\n\n${lines.join('\n')}\n`;
}

function accountLines({ accounts, missing }: DemoAccounts): string[] {
  if (missing !== undefined) return [missing];
  const width = Math.max(...accounts.map(({ email }) => email.length));
  return accounts.map(({ email, password, role }) => `${email.padEnd(width)}  ${password}  ${role}`);
}

function labelled(label: string, lines: string[]): string[][] {
  return lines.map((line, at) => [at === 0 ? label : '', line]);
}

function folderName(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? `${path}/` : `${fromHere}/`;
}
