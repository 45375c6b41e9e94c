import { expect, test } from 'vitest';
import { Health } from '../src/health.ts';
import { createMetrics } from '../src/metrics.ts';

test('a gauge that cannot be read says nothing, and speaks again when it can', async () => {
  const metrics = createMetrics('test', new Health());
  let value: number | undefined = 3;
  metrics.measure('rollcall_things', 'Things', async () => {
    if (value === undefined) throw new Error('away');
    return value;
  });
  const shown = async () =>
    (await metrics.registry.metrics()).split('\n').filter((line) => line.startsWith('rollcall_things'));
  expect(await shown()).toEqual(['rollcall_things{service="test"} 3']);
  value = undefined;
  expect(await shown()).toEqual([]);
  value = 0;
  expect(await shown()).toEqual(['rollcall_things{service="test"} 0']);
});
