import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the workspace's own Node 24 is, once installed. */
export const node24 = join(root, 'node_modules/node/bin/node');

const PARENT_POLL_MS = 500;
const LAST_RESORT_MS = 20_000;

const env = {
  ...process.env,
  PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
  TURBO_TELEMETRY_DISABLED: '1',
};

/** Runs a program in the checkout, in our terminal; resolves with its exit code. */
export function run(file, args, options = {}) {
  const child = spawn(file, args, { cwd: root, stdio: 'inherit', env, ...options });
  const release = shareFate(child);
  return new Promise((resolve) => {
    const finish = (code) => {
      release();
      resolve(code);
    };
    child.once('error', (error) => {
      process.stderr.write(`${file}: ${error.message}\n`);
      finish(1);
    });
    child.once('exit', (code, signal) => finish(code ?? 128 + constants.signals[signal]));
  });
}

/** Runs a script on the workspace's Node 24. It is told to stop when this process is gone, however it goes. */
export function runNode(args) {
  const hook = join(root, 'scripts/stop-with-parent.mjs');
  return run(node24, ['--import', hook, ...args], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
}

/**
 * What asks us to stop asks the child. A terminal sends its Ctrl-C to the child by itself. When npm or the shell above us
 * is gone, so is the one who wanted the child.
 */
function shareFate(child) {
  const forward = (signal) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  const before = ancestors();
  const timer = setInterval(() => {
    if (ancestors() === before) return;
    clearInterval(timer);
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), LAST_RESORT_MS).unref();
  }, PARENT_POLL_MS);
  return () => {
    clearInterval(timer);
    for (const signal of signals) process.off(signal, forward);
  };
}

/** Who is above us: our parent, and npm where that is a shell which npm started for us (seen on Linux alone). */
function ancestors() {
  const isByNpm = process.env.npm_lifecycle_event !== undefined;
  const [, shell, above] = (isByNpm && /^\d+ \((\w*sh)\) \S (\d+)/.exec(readStat(process.ppid))) || [];
  return shell === undefined ? `${process.ppid}` : `${process.ppid} ${above}`;
}

function readStat(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    // No /proc here, or the process is gone.
    return '';
  }
}
