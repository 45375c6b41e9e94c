import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as audit from '@rollcall/audit';
import { natsServices } from '@rollcall/contracts';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { allCombinations, k8sFolder } from './helpers/combinations.ts';
import { type KubeObject, ofKind, workloadsOf } from './helpers/objects.ts';
import { rule } from './helpers/problems.ts';

interface Secret extends KubeObject {
  stringData: Record<string, string>;
}

interface ExternalSecret extends KubeObject {
  spec: { target: { name: string }; dataFrom: { extract: { key: string } }[] };
}

const combinations = await allCombinations();

rule('no Secret is among the manifests', ({ objects }) =>
  ofKind(objects, 'Secret').map(({ metadata }) => metadata.name),
);

test('no file makes a Secret, also none that no overlay uses', () => {
  const files = ['base', 'components', 'overlays'].flatMap((folder) =>
    readdirSync(join(k8sFolder, folder), { recursive: true, encoding: 'utf8' }).flatMap((file) =>
      /\.ya?ml$/.test(file) ? [join(folder, file)] : [],
    ),
  );
  expect(files.length).toBeGreaterThan(30);
  const making = files.filter((file) =>
    /^kind: Secret$|secretGenerator/m.test(readFileSync(join(k8sFolder, file), 'utf8')),
  );
  expect(making).toEqual([]);
});

test.skipIf(combinations.length === 0)('make-secrets makes exactly what pods need', () => {
  const made = makeSecrets().flatMap(({ metadata, stringData }) =>
    Object.keys(stringData).map((key) => `${metadata.name} ${key}`),
  );
  const local = combinations.find(({ name }) => name === 'local')?.objects ?? [];
  const needed = workloadsOf(local).flatMap(({ containers }) =>
    containers.flatMap(({ env = [] }) =>
      env.flatMap(({ valueFrom }) => {
        const secret = valueFrom?.secretKeyRef;
        return secret === undefined || secret.optional ? [] : [`${secret.name} ${secret.key}`];
      }),
    ),
  );
  const ofNats = natsServices.map((service) => `nats NATS_PASSWORD_${service.toUpperCase().replaceAll('-', '_')}`);
  expect(made.sort()).toEqual([...new Set(needed), ...ofNats].sort());
});

test('what make-secrets makes fits together, and is new each time', () => {
  const [first, second] = [makeSecrets(), makeSecrets()];
  const of = (name: string, key: string, secrets = first) =>
    secrets.find(({ metadata }) => metadata.name === name)?.stringData[key];
  for (const service of natsServices) {
    const variable = `NATS_PASSWORD_${service.toUpperCase().replaceAll('-', '_')}`;
    expect(of('nats', variable)).toBe(`"${of(service, 'NATS_PASSWORD')}"`);
  }
  expect(of('session', 'DEVICE_HASH_SECRET')).toBe(of('auth', 'DEVICE_HASH_SECRET'));
  expect(of('auth', 'MONGODB_URL')).toBe("mongodb://somewhere/?a=b&c='d'");
  expect(audit.env.AUDIT_SIGNING_KEY.safeParse(of('audit', 'AUDIT_SIGNING_KEY')).success).toBe(true);
  const values = first
    .flatMap(({ stringData }) => Object.values(stringData))
    .filter((value) => /^[0-9a-f]{64}$/.test(value));
  // Of all values one stands twice: the hash of devices.
  expect(new Set(values).size).toBe(values.length - 1);
  expect(of('auth', 'KEY_ENCRYPTION_SECRET', second)).not.toBe(of('auth', 'KEY_ENCRYPTION_SECRET'));
});

rule('external-secrets brings each Secret that is needed, under its name', ({ components, objects }) => {
  if (!components.includes('external-secrets')) return [];
  const brought = ofKind<ExternalSecret>(objects, 'ExternalSecret');
  const wrong = brought.filter(({ spec }) => spec.dataFrom[0]?.extract.key !== `rollcall/${spec.target.name}`);
  const needed = workloadsOf(objects).flatMap(({ containers }) =>
    containers.flatMap(({ env = [] }) =>
      env.flatMap(({ valueFrom }) => {
        const secret = valueFrom?.secretKeyRef;
        return secret === undefined || secret.optional ? [] : [secret.name];
      }),
    ),
  );
  const missing = [...new Set(needed)].filter((name) => !brought.some(({ spec }) => spec.target.name === name));
  return [
    ...wrong.map(({ metadata }) => `${metadata.name} is of another entry`),
    ...missing.map((name) => `${name} is missing`),
  ];
});

function makeSecrets(): Secret[] {
  const env = { ...process.env, MONGODB_URL: "mongodb://somewhere/?a=b&c='d'" };
  const text = execFileSync(join(k8sFolder, 'make-secrets'), { env, encoding: 'utf8' });
  return parseAllDocuments(text).flatMap((document) => (document.toJS() === null ? [] : [document.toJS() as Secret]));
}
