import { type GatewayStage, openGatewayStage } from '../gateways/gateways.ts';
import { median, spread } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';
import { type Audience, openFloor, openRollcall } from './audience.ts';

const SOCKETS = 5_000;
const RUNS = 15;
const WARM_UPS = 5;

/** P4: one frame to everybody in a session, beside a pair of processes that do nothing but write it to their sockets. */
export async function benchFanout(): Promise<Record<string, unknown>> {
  const stage = await openGatewayStage();
  try {
    return await measure(stage);
  } finally {
    await stage.close();
  }
}

async function measure(stage: GatewayStage): Promise<Record<string, unknown>> {
  const startedAtMs = performance.now();
  const audiences = [await openFloor(stage, SOCKETS), await openRollcall(stage, SOCKETS)];
  process.stdout.write(`twice ${SOCKETS} sockets after ${((performance.now() - startedAtMs) / 1000).toFixed(1)} s\n`);
  const times: Record<Audience['name'], number[]> = { floor: [], Rollcall: [] };
  for (let n = 0; n < WARM_UPS + RUNS; n += 1) {
    for (const audience of audiences) {
      const lastMs = await audience.tell(roundStarted(n + 1));
      if (n >= WARM_UPS) times[audience.name].push(lastMs);
    }
  }
  for (const audience of audiences) await audience.close();

  const [lastArrivalMs, floorMs] = [median(times.Rollcall), median(times.floor)];
  const ratio = lastArrivalMs / floorMs;
  printTable(
    `P4: a frame to ${SOCKETS} sockets on 2 processes, ${RUNS} frames in turn, from publishing to the last arrival`,
    ['what', 'ms, median [min-max]'],
    [
      ['floor', spread(times.floor)],
      ['Rollcall', spread(times.Rollcall)],
      ['ratio', ratio.toFixed(2)],
    ],
  );
  return { P4: { lastArrivalMs: round(lastArrivalMs, 1), floorMs: round(floorMs, 1), ratio: round(ratio, 2) } };
}

function roundStarted(roundNumber: number) {
  return { roundId: `${'d'.repeat(24)}.${roundNumber}`, roundNumber, startsAt: new Date().toISOString() };
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));
