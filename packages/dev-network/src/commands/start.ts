// npm start: Rollcall on this machine, until Ctrl-C.
import { startNetwork } from '../network/start-network.ts';
import { checkPort } from '../start/check-port.ts';
import { makeDemoAccounts } from '../start/demo-accounts.ts';
import { createProgress } from '../start/progress.ts';
import { noteRunning } from '../start/running.ts';
import { readSettings } from '../start/settings.ts';
import { onStopSignal } from '../start/stop-signal.ts';
import { summaryOf } from '../start/summary.ts';
import { wordsOf } from '../start/words-of.ts';

const output = process.stdout;
const progress = createProgress(output);
// Who closes the terminal still gets a clean end.
output.on('error', () => {});
let isStopping = false;
// Until there is a network, what was started goes when this process goes.
let stop = async () => {};

async function start() {
  const startedAtMs = performance.now();
  const settings = readSettings(process.argv.slice(2));
  await checkPort(settings.port, settings.hosts);
  const network = await startNetwork({ ...settings, onProgress: progress.tell });
  stop = network.stop;
  const forget = await noteRunning(settings.dataFolder, network);
  stop = () => forget().then(network.stop);
  const demo = await makeDemoAccounts(network.origin, settings, progress.tell);
  progress.clear();
  output.write(summaryOf(settings, demo, (performance.now() - startedAtMs) / 1000));
}

function fail(error: unknown) {
  progress.clear();
  process.stderr.write(`${wordsOf(error)}\n`);
  process.exit(1);
}

onStopSignal(
  () => {
    isStopping = true;
    progress.clear();
    output.write('Stopping…\n');
    stop().then(() => process.exit(0), fail);
  },
  () => process.exit(1),
);
await start().catch((error) => isStopping || fail(error));
