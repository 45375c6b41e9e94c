import { expect, test } from 'vitest';
import { always, inOverlay, withComponent } from './allowed-edges.ts';
import { allCombinations } from './helpers/combinations.ts';
import { edgesOf, groupsOf, type NetworkPolicy } from './helpers/edges.ts';
import { ofKind, selects } from './helpers/objects.ts';

const combinations = await allCombinations();

test.skipIf(combinations.length === 0)('the policies let through what the written list says, and nothing else', () => {
  for (const { name, components, objects } of combinations) {
    const { more = [], less = [] } = inOverlay[name] ?? {};
    const expected = [...always, ...components.flatMap((component) => withComponent[component] ?? []), ...more];
    const edges = edgesOf(objects);
    expect({ name, edges }).toEqual({
      name,
      edges: [...new Set(expected)].filter((edge) => !less.includes(edge)).sort(),
    });
  }
});

test.skipIf(combinations.length === 0)('one policy denies every pod everything, in both directions', () => {
  const denying = combinations.filter(({ objects }) =>
    ofKind<NetworkPolicy>(objects, 'NetworkPolicy').some(
      ({ spec: { podSelector, policyTypes, ingress, egress } }) =>
        Object.keys(podSelector).length === 0 &&
        policyTypes.toSorted().join() === 'Egress,Ingress' &&
        ingress === undefined &&
        egress === undefined,
    ),
  );
  expect(denying).toEqual(combinations);
});

test.skipIf(combinations.length === 0)('every policy is about some pod', () => {
  const idle = combinations.flatMap(({ name, objects }) =>
    ofKind<NetworkPolicy>(objects, 'NetworkPolicy')
      .filter(({ spec }) => !groupsOf(objects).some(({ labels }) => selects(spec.podSelector, labels)))
      .map(({ metadata }) => `${name}: ${metadata.name}`),
  );
  expect(idle).toEqual([]);
});
