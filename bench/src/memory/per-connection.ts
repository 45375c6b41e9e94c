import { setTimeout as wait } from 'node:timers/promises';
import { type GatewayStage, portOf, startBesideNats } from '../gateways/gateways.ts';
import { settledRssOf } from '../lib/process-memory.ts';
import { startSockets, type Target } from '../lib/sockets.ts';

const QUIET_MS = 4_000;
const PATIENCE_MS = 25_000;

/** RSS that a process takes for each of many connections, kilobytes: settled with them, less what it began with. */
export async function kilobytesPerConnection(
  stage: GatewayStage,
  script: string,
  targets: Omit<Target, 'port'>[],
): Promise<number> {
  const server = await startBesideNats(stage, script);
  const sockets = startSockets();
  try {
    await wait(1_000);
    const processId = server.processId ?? 0;
    const before = await settledRssOf(processId, 2_000, PATIENCE_MS);
    await sockets.open(targets.map((target) => ({ port: portOf(server), ...target })));
    const after = await settledRssOf(processId, QUIET_MS, PATIENCE_MS);
    await sockets.close();
    return (after - before) / targets.length / 1024;
  } finally {
    await server.stop();
  }
}
