import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serviceNames } from '@rollcall/contracts';
import { k8sFolder } from './helpers/combinations.ts';
import {
  type Container,
  type CronJob,
  type Deployment,
  type KubeObject,
  labelOf,
  ofKind,
  type Probe,
} from './helpers/objects.ts';
import { podRule, rule } from './helpers/problems.ts';
import { variablesOf } from './helpers/variables.ts';

// How long service-kit lets requests in flight and, in a gateway, what has arrived be answered.
const IN_FLIGHT_SECONDS = 10;
// How long service-kit waits for each server when it starts: NATS, MongoDB, its indexes, Redis.
const FIRST_CONNECTION_SECONDS = 60;

rule('every service has its Deployment, Service and ServiceAccount', ({ objects }) =>
  serviceNames.flatMap((name) =>
    ['Deployment', 'Service', 'ServiceAccount']
      .filter((kind) => !ofKind(objects, kind).some(({ metadata }) => metadata.name === name))
      .map((kind) => `${kind} ${name} is missing`),
  ),
);

deploymentRule('it runs as its own ServiceAccount, which has no token either', ({ metadata, spec }, _, objects) => {
  const { serviceAccountName } = spec.template.spec;
  const account = ofKind<KubeObject & { automountServiceAccountToken?: boolean }>(objects, 'ServiceAccount').find(
    (one) => one.metadata.name === serviceAccountName,
  );
  if (serviceAccountName !== metadata.name) return `runs as ${serviceAccountName}`;
  return account?.automountServiceAccountToken !== false && 'its account mounts a token';
});

deploymentRule(
  'its name and image are those of the service, and all services are of one release',
  (one, container, objects) => {
    const tags = new Set(
      ofKind<Deployment>(objects, 'Deployment').map(({ spec }) => tagOf(spec.template.spec.containers[0])),
    );
    const [repository = ''] = container.image.split(':');
    if (!repository.endsWith(`rollcall/${one.metadata.name}`)) return container.image;
    return tags.size > 1 && `tags ${[...tags].join()}`;
  },
);

rule('commands are of the release of the services', ({ objects }) => {
  const released = new Set(
    ofKind<Deployment>(objects, 'Deployment').map(({ spec }) => spec.template.spec.containers[0]?.image),
  );
  return ofKind<CronJob>(objects, 'CronJob').flatMap((job) => {
    const image = job.spec.jobTemplate.spec.template.spec.containers[0]?.image;
    return released.has(image) ? [] : [`${labelOf(job)}: ${image}`];
  });
});

deploymentRule('it has three probes on the management port, each by its own path', (_, container) => {
  const wanted: [string, Probe | undefined, string][] = [
    ['startupProbe', container.startupProbe, '/health/startup'],
    ['readinessProbe', container.readinessProbe, '/health/ready'],
    ['livenessProbe', container.livenessProbe, '/health/live'],
  ];
  const wrong = wanted.filter(
    ([, probe, path]) => probe?.httpGet?.path !== path || probe.httpGet.port !== 'management',
  );
  return wrong.length > 0 && wrong.map(([name, probe]) => `${name} ${JSON.stringify(probe?.httpGet)}`).join();
});

deploymentRule(
  'it gives up on missing servers itself before the startup probe does, and is restarted only when stuck for half a minute',
  (_, container) => {
    const { startupProbe: startup, livenessProbe: liveness } = container;
    return (
      (secondsOf(startup) <= 4 * FIRST_CONNECTION_SECONDS || secondsOf(liveness) < 30) &&
      `${secondsOf(startup)} s, ${secondsOf(liveness)} s`
    );
  },
);

rule('the paths of probes are those that service-kit answers', () => {
  const source = readFileSync(join(k8sFolder, '../packages/service-kit/src/http/servers.ts'), 'utf8');
  return ['/health/startup', '/health/ready', '/health/live', '/metrics'].filter(
    (path) => !source.includes(`case '${path}':`),
  );
});

deploymentRule(
  'it sleeps before it stops, and its grace is longer than the sleep and the drain',
  (one, container, objects) => {
    const sleep = container.lifecycle?.preStop?.sleep?.seconds ?? 0;
    const drain = Number(variablesOf(one.spec.template.spec, objects).get('DRAIN_TIMEOUT_MS') ?? 0) / 1000;
    const grace = one.spec.template.spec.terminationGracePeriodSeconds ?? 30;
    const least = sleep + drain + IN_FLIGHT_SECONDS + 5;
    return (
      (sleep < 5 || grace < least) && `sleeps ${sleep} s, drains ${drain} s, grace ${grace} s, at least ${least} s`
    );
  },
);

deploymentRule('a new pod comes before an old one goes', ({ spec }) => {
  const { maxSurge, maxUnavailable } = spec.strategy.rollingUpdate;
  return (maxUnavailable !== 0 || maxSurge === 0) && `maxSurge ${maxSurge}, maxUnavailable ${maxUnavailable}`;
});

deploymentRule('its pods are spread over zones and nodes', ({ spec: { template } }) => {
  const spread = (template.spec.topologySpreadConstraints ?? []).filter(
    ({ maxSkew, labelSelector }) =>
      maxSkew === 1 &&
      JSON.stringify(labelSelector.matchLabels) === JSON.stringify(ownLabels(template.metadata.labels)),
  );
  const keys = spread.map(({ topologyKey }) => topologyKey).join();
  return keys !== 'topology.kubernetes.io/zone,kubernetes.io/hostname' && `spread over ${keys}`;
});

podRule('every pod says what it is, what it is for, and what it is a part of', ({ template: { metadata } }) => {
  const { labels } = metadata;
  const isTold = /^(service|command|store)$/.test(labels['app.kubernetes.io/component'] ?? '');
  const isWhole = labels['app.kubernetes.io/name'] !== undefined && labels['app.kubernetes.io/part-of'] === 'rollcall';
  return !(isTold && isWhole) && JSON.stringify(labels);
});

rule('every object is in the one namespace, which enforces the restricted standard', ({ objects }) => {
  const [namespace] = ofKind(objects, 'Namespace');
  const elsewhere = objects.filter(
    ({ kind, metadata }) => kind !== 'Namespace' && metadata.namespace !== namespace?.metadata.name,
  );
  const level = namespace?.metadata.labels?.['pod-security.kubernetes.io/enforce'];
  return [...elsewhere.map(labelOf), ...(level === 'restricted' ? [] : [`the namespace enforces ${level}`])];
});

function deploymentRule(
  title: string,
  find: (deployment: Deployment, container: Container, objects: KubeObject[]) => string | false,
): void {
  rule(`of every service: ${title}`, ({ objects }) =>
    ofKind<Deployment>(objects, 'Deployment').flatMap((deployment) => {
      const [container] = deployment.spec.template.spec.containers;
      const problem = container === undefined ? 'no container' : find(deployment, container, objects);
      return problem === false ? [] : [`${deployment.metadata.name}: ${problem}`];
    }),
  );
}

function secondsOf(probe: Probe | undefined): number {
  return (probe?.periodSeconds ?? 0) * (probe?.failureThreshold ?? 0);
}

function tagOf(container: Container | undefined): string | undefined {
  return container?.image.split(':').at(-1);
}

function ownLabels(labels: Record<string, string>) {
  return Object.fromEntries(['app.kubernetes.io/component', 'app.kubernetes.io/name'].map((key) => [key, labels[key]]));
}
