// npm run demo: a hall by itself, in a running Rollcall (ROLLCALL_URL) or in one of its own.
import { RollcallError } from '@rollcall/client';
import { createDisplay, styleFor } from '../demo/display.ts';
import { fillHall } from '../demo/fill-hall.ts';
import { killInTheMiddle } from '../demo/kill.ts';
import { type DemoOptions, readOptions } from '../demo/options.ts';
import { complaints } from '../demo/outcome.ts';
import { reportOf } from '../demo/report.ts';
import { requireRollcall } from '../demo/running-origin.ts';
import { takeAttendance } from '../demo/take-attendance.ts';
import { startNetwork } from '../network/start-network.ts';
import type { Network } from '../network/types.ts';
import { onStopSignal } from '../start/stop-signal.ts';
import { wordsOf } from '../start/words-of.ts';

/** Cheap passwords and wide limits, because a hall signs up and is enrolled in seconds; codes that change while people aim. */
const demoEnv = {
  LOG_LEVEL: 'warn',
  BCRYPT_COST: '4',
  SIGN_INS_PER_MINUTE_PER_ADDRESS: '100000',
  REQUESTS_PER_SECOND_PER_ADDRESS: '5000',
  REQUESTS_PER_SECOND_PER_USER: '5000',
  QR_ROTATION_SECONDS: '5',
  QR_GRACE_SECONDS: '2',
};

const display = createDisplay(process.stdout);
let network: Network | undefined;

async function run(): Promise<number> {
  const options = readOptions(process.argv.slice(2), process.env.ROLLCALL_URL);
  display.title(`Rollcall: a hall of ${options.students} takes attendance`);
  const origin = await openRollcall(options);
  const hall = await fillHall(origin, options.students, display);
  const outcome = await takeAttendance(hall, { seconds: options.seconds, disturb }, display);
  for (const phone of hall.phones) phone.close();
  display.print(reportOf(outcome, styleFor(process.stdout)));
  return complaints(outcome).length === 0 ? 0 : 1;

  async function disturb(tell: (line: string) => void) {
    if (network) await killInTheMiddle(network, options.kill, options.seconds, tell);
  }
}

async function openRollcall({ origin }: DemoOptions): Promise<string> {
  const step = display.begin('Rollcall');
  if (origin === undefined) {
    const replicas = { session: 2, 'realtime-gateway': 2 };
    network = await startNetwork({ mode: 'processes', replicas, env: demoEnv, onProgress: step.say });
    step.end('one of its own, with 2 session and 2 gateway processes');
    return network.origin;
  }
  await requireRollcall(origin);
  step.end(origin);
  return origin;
}

async function leave(code: number): Promise<never> {
  display.close();
  await network?.stop();
  process.exit(code);
}

function fail(error: unknown): Promise<never> {
  display.close();
  process.stderr.write(`\n  ${wordsOf(error, RollcallError)}\n`);
  return leave(1);
}

onStopSignal(
  () => void leave(130).catch(fail),
  () => process.exit(1),
);
await run().then(leave, fail);
