// npm run bench [-- <name> …]: all benches, or those named. The last line is one JSON object of their figures.
import { benches } from './benches.ts';
import { machineLine } from './lib/machine.ts';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  process.stderr.write(`No bench is called ${unknown.join(', ')}. Say some of: ${Object.keys(benches).join(', ')}\n`);
  process.exit(2);
}

process.stdout.write(`${machineLine()}\n`);
const figures: Record<string, unknown> = {};
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length === 0 || wanted.includes(name)) Object.assign(figures, await bench());
}
process.stdout.write(`\n${JSON.stringify(figures)}\n`);
process.exit(0);
