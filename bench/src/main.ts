// npm run bench [-- <name> …]: all benches, or those named. The last line is one JSON object of their figures.
import { parseArgs } from 'node:util';
import { benches, extras } from './benches.ts';
import { machineLine } from './lib/machine.ts';

const { positionals: wanted, values } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string', default: '10' } },
});
const all = { ...benches, ...extras };
const unknown = wanted.filter((name) => !Object.hasOwn(all, name));
const minutes = Number(values.minutes);
if (unknown.length > 0 || !(minutes > 0)) {
  const problem = unknown.length > 0 ? `No bench is called ${unknown.join(', ')}.` : '--minutes is a number above 0.';
  process.stderr.write(`${problem} Say some of: ${Object.keys(all).join(', ')}\n`);
  process.exit(2);
}

process.stdout.write(`${machineLine()}\n`);
const figures: Record<string, unknown> = {};
for (const [name, bench] of Object.entries(wanted.length > 0 ? all : benches)) {
  if (wanted.length === 0 || wanted.includes(name)) Object.assign(figures, await bench({ minutes }));
}
process.stdout.write(`\n${JSON.stringify(figures)}\n`);
process.exit(0);
