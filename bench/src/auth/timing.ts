import { RollcallError } from '@rollcall/client';
import { routes } from '@rollcall/contracts';
import { median, medianDifferenceInterval, spread } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';
import type { Bench } from './prepare.ts';

const TRIES = 300;

/** Whether the time of a refusal tells an unknown address from a wrong password: tries in turn, one at a time. */
export async function measureTiming(bench: Bench): Promise<Record<string, unknown>> {
  const wrong: number[] = [];
  const unknown: number[] = [];
  for (let n = 0; n < TRIES; n += 1) {
    const known = bench.emails[n % bench.emails.length] ?? '';
    const pair = [() => tryOne(known, wrong), () => tryOne(`nobody${n}@example.org`, unknown)];
    for (const one of n % 2 === 0 ? pair : pair.reverse()) await one();
  }
  const difference = median(wrong) - median(unknown);
  const [from, to] = medianDifferenceInterval(wrong, unknown);
  printTable(
    `Refused log-ins, ${TRIES} tries each in turn`,
    ['what', 'ms'],
    [
      ['wrong password, median [min-max]', spread(wrong, 2)],
      ['unknown address, median [min-max]', spread(unknown, 2)],
      ['difference of the medians', difference.toFixed(2)],
      ['its 95 % interval', `${from.toFixed(2)} to ${to.toFixed(2)}`],
    ],
  );
  return { refusedLogIn: { differenceMs: round(difference), intervalMs: [round(from), round(to)] } };

  async function tryOne(email: string, times: number[]) {
    const startedAt = performance.now();
    const refused = await bench.client
      .call(routes.logIn, { body: { email, password: `wrong ${times.length}` } })
      .catch((error: unknown) => error);
    times.push(performance.now() - startedAt);
    if (!(refused instanceof RollcallError && refused.code === 'invalid_credentials')) throw refused;
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
