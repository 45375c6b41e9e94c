import { relative } from 'node:path';
import type { StartSettings } from './settings.ts';

export interface DemoAccount {
  role: string;
  email: string;
  password: string;
}

/** What a person wants to know once Rollcall is ready. */
export function summaryOf(settings: StartSettings, accounts: readonly DemoAccount[], seconds: number): string {
  const origin = `http://localhost:${settings.port}`;
  const width = Math.max(0, ...accounts.map(({ email }) => email.length));
  const rows: [string, string][] = [
    ['API docs', `${origin}/docs`],
    ...accounts.map(
      ({ email, password, role }, at) =>
        [at === 0 ? 'Accounts' : '', `${email.padEnd(width)}  ${password}  (${role})`] as [string, string],
    ),
    ['Data', `${relative(process.cwd(), settings.dataFolder)}/`],
    ['Logs', `${relative(process.cwd(), settings.logFolder)}/`],
    ['Ready in', `${seconds.toFixed(1)} s`],
    ['Stop', 'Ctrl-C'],
  ];
  const lines = rows.map(([name, value]) => `  ${name.padEnd(10)}${value}`);
  return `Rollcall is ready at ${origin}\n\n${lines.join('\n')}\n`;
}
