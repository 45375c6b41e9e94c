import { expect, test } from 'vitest';
import { allCombinations, type Combination } from './combinations.ts';
import { type Workload, workloadsOf } from './objects.ts';

const combinations = await allCombinations();

/** A test that holds for every combination: `find` names what breaks it. Skipped where nothing can render. */
export function rule(title: string, find: (combination: Combination) => string[]): void {
  test.skipIf(combinations.length === 0)(title, () => {
    const problems = combinations.flatMap((one) => find(one).map((problem) => `${one.name}: ${problem}`));
    expect(problems).toEqual([]);
  });
}

/** The same for everything that makes pods; `find` may answer with one problem or none. */
export function podRule(title: string, find: (workload: Workload) => string | undefined | false): void {
  rule(title, ({ objects }) =>
    workloadsOf(objects).flatMap((workload) => {
      const problem = find(workload);
      return problem === undefined || problem === false ? [] : [`${workload.label}: ${problem}`];
    }),
  );
}
