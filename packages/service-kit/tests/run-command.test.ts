import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const script = join(import.meta.dirname, 'run-command/main.ts');

test.each([
  ['greet Ada', 0, 'Hello Ada\n', ''],
  ['break', 1, '', 'break: the disk is full\n'],
  ['refuse', 1, '', 'refuse: Invalid request schema\n  email: not an address\n'],
  ['greet', 2, '', 'greet: whom?\n'],
  ['parse --nonsense', 2, '', "parse: Unknown option '--nonsense'\n"],
  ['__proto__', 2, '', 'There is no command "__proto__". Commands: break, greet, parse, refuse\n'],
  ['dance now', 2, '', 'There is no command "dance". Commands: break, greet, parse, refuse\n'],
])('"%s" exits with %i and says it in words', async (line, code, said, complained) => {
  expect(await runMain(line.split(' '))).toEqual([code, said, complained]);
});

test('without arguments the process serves', async () => {
  expect(await runMain([])).toEqual([1, 'serving\n', 'no server\n']);
});

async function runMain(args: string[]) {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [[code], said, complained] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
  return [code, said, complained];
}
