import { setTimeout as wait } from 'node:timers/promises';
import type { Supervisor } from '@rollcall/dev-network';
import { type GatewayStage, portOf, startBeside } from '../gateways/gateways.ts';
import { rssOf } from '../lib/process-memory.ts';
import { type Sockets, startSockets, type Target } from '../lib/sockets.ts';

const IDLE_MS = 2_000;
/** Engine.IO pings after 25 s: what a ping leaves behind belongs to an open connection. */
const SETTLE_MS = 30_000;

/**
 * RSS that a process takes for each of its connections, kilobytes: what it has half a minute after the last one came, less
 * what it began with. So many processes are measured one after the other, and settle together.
 */
export async function kilobytesPerConnection(
  stage: GatewayStage,
  script: string,
  targets: Omit<Target, 'port'>[],
  processes: number,
): Promise<number[]> {
  const servers: Supervisor[] = [];
  const clients: Sockets[] = [];
  const kilobytes: Promise<number>[] = [];
  try {
    for (let n = 0; n < processes; n += 1) {
      const server = await startBeside(stage, script);
      const sockets = startSockets();
      servers.push(server);
      clients.push(sockets);
      const rss = () => rssOf(server.processId ?? 0);
      await wait(IDLE_MS);
      const before = rss();
      await sockets.open(targets.map((target) => ({ port: portOf(server), ...target })));
      kilobytes.push(wait(SETTLE_MS).then(() => (rss() - before) / targets.length / 1024));
    }
    const measured = await Promise.all(kilobytes);
    for (const sockets of clients) await sockets.close();
    return measured;
  } finally {
    for (const server of servers) await server.stop();
  }
}
