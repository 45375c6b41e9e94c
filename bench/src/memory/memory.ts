import { fileURLToPath } from 'node:url';
import type { ServiceName } from '@rollcall/contracts';
import { openGatewayStage } from '../gateways/gateways.ts';
import { student } from '../hall/neighbours.ts';
import { bundle } from '../lib/bundle.ts';
import { requireOpenFiles, type Target } from '../lib/sockets.ts';
import { median, spread } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';
import { idleMegabytes } from './idle-services.ts';
import { kilobytesPerConnection } from './per-connection.ts';

const PROCESSES = 3;
const CONNECTIONS = 10_000;
const PER_SESSION = 1_000;

/** P6: memory of a connection beside one that is held by `ws` alone, and of the processes that do nothing. */
export async function benchMemory(): Promise<Record<string, unknown>> {
  requireOpenFiles(CONNECTIONS);
  const connections = await measureConnections();
  const idle = await idleMegabytes(PROCESSES);
  print(connections, idle);
  const rssMegabytes = Object.fromEntries([...idle].map(([service, rss]) => [service, round(median(rss))]));
  return { P6: { kilobytesPerConnection: round(median(connections.gateway)), rssMegabytes } };
}

interface Connections {
  gateway: number[];
  floor: number[];
}

async function measureConnections(): Promise<Connections> {
  const stage = await openGatewayStage();
  const gateway = await bundle('realtime-gateway');
  const floor = fileURLToPath(new URL('floor-process.ts', import.meta.url));
  try {
    const people = openSessions();
    const nobodies = people.map(() => ({}));
    return {
      floor: await kilobytesPerConnection(stage, floor, nobodies, PROCESSES),
      gateway: await kilobytesPerConnection(stage, gateway.script, people, PROCESSES),
    };
  } finally {
    await gateway.remove();
    await stage.close();
  }

  /** Each student in the session of his class. */
  function openSessions(): Omit<Target, 'port'>[] {
    const { neighbours, sessions } = stage;
    return Array.from({ length: CONNECTIONS / PER_SESSION }, (_, nth) => {
      const first = nth * PER_SESSION;
      const sessionId = sessions.add(neighbours.createClass(PER_SESSION, first), PER_SESSION);
      return Array.from({ length: PER_SESSION }, (_, n) => ({
        token: neighbours.token(student(first + n)),
        sessionId,
      }));
    }).flat();
  }
}

function print({ gateway, floor }: Connections, idle: ReadonlyMap<ServiceName, number[]>): void {
  printTable(
    `P6: RSS of one process by ${CONNECTIONS} connections, each in a session of ${PER_SESSION}; of idle processes; ${PROCESSES} of each`,
    ['what', 'median [min-max]'],
    [
      ['a connection of ws alone, KB', spread(floor)],
      ['a connection of the gateway, KB', spread(gateway)],
      ...[...idle].map(([service, rss]) => [`${service}, idle, MB`, spread(rss)]),
    ],
  );
}

const round = (value: number) => Math.round(value * 10) / 10;
