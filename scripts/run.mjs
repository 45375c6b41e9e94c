// node scripts/run.mjs <command> [arguments]
// Installs the workspace when it must, then runs the command on the workspace's own Node, whatever Node runs this file.
import { commands } from './commands.mjs';
import { installWorkspace } from './install.mjs';

const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;

if (command === undefined) {
  process.stderr.write(`Say one of: ${Object.keys(commands).join(', ')}\n`);
  process.exitCode = 2;
} else {
  process.exitCode = (await installWorkspace()) || (await command(args));
}
