import { freePort } from '../sources/free-port.ts';
import { waitUntil } from '../wait-until.ts';
import { redis } from './redis.ts';
import type { ServerKind } from './server-kind.ts';
import { firstAnswer } from './tcp.ts';

const SLOTS = 16_384;
const HIGHEST_PORT = 65_535;
/** Nodes talk to each other on the port this far above that of their clients. */
const BUS_OFFSET = 10_000;
const NODE_TIMEOUT_MS = 1_500;
/** A node accepts no writes in the first 2 s of its life, and a cluster of young ones needs a moment more. */
const FORMING_MS = 20_000;

/** What a node remembers of the cluster; it lies among its data. */
export const CLUSTER_CONFIG = 'nodes.conf';

/** One node of a Redis Cluster, which goes on without the slots of a dead one. */
export const redisNode: ServerKind = {
  ...redis,
  title: 'Redis Cluster',
  findPort: freePortWithBus,
  arguments: (place) => [
    ...redis.arguments(place),
    ...['--cluster-enabled', 'yes', '--cluster-config-file', CLUSTER_CONFIG],
    ...['--cluster-node-timeout', `${NODE_TIMEOUT_MS}`, '--cluster-require-full-coverage', 'no'],
  ],
};

async function freePortWithBus(): Promise<number> {
  for (;;) {
    const port = await freePort();
    const bus = port + BUS_OFFSET;
    if (bus > HIGHEST_PORT) continue;
    if ((await freePort(bus).catch(() => undefined)) === bus) return port;
  }
}

/** Makes empty nodes one cluster, the slots shared out evenly. Resolves when each of them says that it is whole. */
export async function formCluster(ports: readonly number[]): Promise<void> {
  const [first, ...others] = ports;
  for (const [at, port] of ports.entries()) {
    await command(port, `CLUSTER ADDSLOTS ${slotsOf(at, ports.length).join(' ')}`);
    await command(port, `CLUSTER SET-CONFIG-EPOCH ${at + 1}`);
  }
  for (const port of others) await command(port, `CLUSTER MEET 127.0.0.1 ${first}`);
  const whole = async () => (await Promise.all(ports.map((port) => isWhole(port, ports.length)))).every(Boolean);
  await waitUntil('the cluster to be whole', whole, { timeoutMs: FORMING_MS });
}

function slotsOf(at: number, nodes: number): number[] {
  const from = Math.round((at * SLOTS) / nodes);
  const to = Math.round(((at + 1) * SLOTS) / nodes);
  return Array.from({ length: to - from }, (_, n) => from + n);
}

async function command(port: number, line: string): Promise<void> {
  const answer = await firstAnswer(port, line);
  if (!answer?.startsWith('+OK')) throw new Error(`${line.slice(0, 40)}: ${answer ?? 'no answer'}`);
}

async function isWhole(port: number, nodes: number): Promise<boolean> {
  const info = (await firstAnswer(port, 'CLUSTER INFO')) ?? '';
  const wanted = ['cluster_state:ok', `cluster_slots_ok:${SLOTS}`, `cluster_known_nodes:${nodes}`];
  return wanted.every((line) => info.includes(`${line}\r\n`));
}
