import { parseArgs } from 'node:util';
import { AppError } from '../../src/app-error.ts';
import { run } from '../../src/run.ts';
import { UsageError } from '../../src/run-command.ts';

const service = {
  async start() {
    process.stdout.write('serving\n');
    throw new Error('no server');
  },
  async close() {},
};

run(() => service, {
  async greet([name]) {
    if (name === undefined) throw new UsageError('whom?');
    process.stdout.write(`Hello ${name}\n`);
    setInterval(() => {}, 1_000); // what a command leaves open keeps nobody waiting
  },
  async break() {
    throw new Error('the disk is full');
  },
  async refuse() {
    throw new AppError('invalid_request', { details: [{ path: 'email', message: 'not an address' }] });
  },
  async parse(args) {
    parseArgs({ args, options: {} });
  },
});
