import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { allCombinations, componentNames, k8sFolder, overlayNames } from './helpers/combinations.ts';
import { type Deployment, ofKind } from './helpers/objects.ts';

const combinations = await allCombinations();

test('every component has a README, its own or that of its family', () => {
  const without = componentNames().filter(
    (name) =>
      !existsSync(join(k8sFolder, 'components', name, 'README.md')) &&
      !existsSync(join(k8sFolder, 'components', dirname(name), 'README.md')),
  );
  expect(without).toEqual([]);
});

test('the README names every component and every overlay', () => {
  const text = readFileSync(join(k8sFolder, 'README.md'), 'utf8');
  const names = [...componentNames(), ...overlayNames];
  expect(names.length).toBeGreaterThan(12);
  expect(names.filter((name) => !text.includes(name))).toEqual([]);
});

test.skipIf(combinations.length === 0)('every component is rendered in some combination', () => {
  const used = new Set(combinations.flatMap(({ components }) => components));
  expect(componentNames().filter((name) => !used.has(name))).toEqual([]);
});

test.skipIf(combinations.length === 0)('an overlay says of all images at once which release they are', () => {
  for (const { name, objects } of combinations) {
    const images = ofKind<Deployment>(objects, 'Deployment').map(({ spec }) => spec.template.spec.containers[0]?.image);
    expect({ name, tags: new Set(images.map((image) => image?.split(':').at(-1))).size }).toEqual({ name, tags: 1 });
  }
});

test('the release that the base names is the one of this checkout', () => {
  const { version } = JSON.parse(readFileSync(join(k8sFolder, '../package.json'), 'utf8')) as { version: string };
  const text = readFileSync(join(k8sFolder, 'base/auth.yaml'), 'utf8');
  expect(text).toContain(`image: rollcall/auth:${version}\n`);
});
