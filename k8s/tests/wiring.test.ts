import {
  type Autoscaler,
  type Deployment,
  type DisruptionBudget,
  type KubeObject,
  labelOf,
  ofKind,
  type PodTemplate,
  quantity,
  type Service,
  type StatefulSet,
  selects,
  workloadsOf,
} from './helpers/objects.ts';
import { podRule, rule } from './helpers/problems.ts';

rule('no two objects are the same', ({ objects }) => {
  const keys = objects.map((one) => `${one.apiVersion} ${labelOf(one)}`);
  return keys.filter((key, at) => keys.indexOf(key) !== at);
});

rule('a selector takes the pods of its own template, and of no other', ({ objects }) =>
  running(objects).flatMap(({ label, selector, template }) => {
    const taken = workloadsOf(objects).filter((one) => selects(selector, one.template.metadata.labels));
    const isOwn = taken.length === 1 && taken[0]?.template === template;
    return isOwn ? [] : [`${label}: takes ${taken.map((one) => one.label).join()}`];
  }),
);

rule('a Service leads to the pods of one workload, by ports that they open', ({ objects }) =>
  ofKind<Service>(objects, 'Service').flatMap(({ metadata, spec }) => {
    const [target, ...others] = workloadsOf(objects).filter(({ template }) =>
      selects({ matchLabels: spec.selector }, template.metadata.labels),
    );
    if (target === undefined || others.length > 0) return [`${metadata.name}: leads to ${1 + others.length} workloads`];
    const open = target.containers.flatMap(({ ports = [] }) => ports);
    return spec.ports
      .filter(({ targetPort }) => !open.some((port) => port.name === targetPort || port.containerPort === targetPort))
      .map(({ targetPort }) => `${metadata.name}: no port ${targetPort}`);
  }),
);

rule('no Service leads to a management port, and none is reachable from outside by itself', ({ objects }) =>
  ofKind<Service>(objects, 'Service').flatMap(({ metadata, spec: { type = 'ClusterIP', ports } }) => {
    const leads = ports.some(({ port, targetPort }) =>
      [port, targetPort].some((one) => [9090, 'management'].includes(one)),
    );
    return leads || type !== 'ClusterIP' ? [`${metadata.name}: ${type}, ${ports.map(({ port }) => port).join()}`] : [];
  }),
);

podRule('the ports that probes ask are ports of the container', ({ containers }) => {
  const wrong = containers.flatMap(({ name, ports = [], startupProbe, readinessProbe, livenessProbe }) =>
    [startupProbe, readinessProbe, livenessProbe].flatMap((probe) => {
      const port = probe?.httpGet?.port ?? probe?.tcpSocket?.port;
      const isOpen = ports.some((one) => one.name === port || one.containerPort === port);
      return port === undefined || isOpen ? [] : [`${name}: ${port}`];
    }),
  );
  return wrong.length > 0 && wrong.join();
});

rule('every Deployment has one autoscaler, and its number of replicas is left to it', ({ objects }) =>
  ofKind<Deployment>(objects, 'Deployment').flatMap(({ metadata, spec }) => {
    const scalers = [
      ...ofKind<Autoscaler>(objects, 'HorizontalPodAutoscaler'),
      ...ofKind<Autoscaler>(objects, 'ScaledObject'),
    ];
    const ours = scalers.filter((one) => one.spec.scaleTargetRef.name === metadata.name);
    if (ours.length !== 1) return [`${metadata.name}: ${ours.length} autoscalers`];
    return spec.replicas === undefined ? [] : [`${metadata.name}: ${spec.replicas} replicas`];
  }),
);

rule('every autoscaler has a Deployment to scale, room to do it, and says how fast', ({ objects }) =>
  ofKind<Autoscaler>(objects, 'HorizontalPodAutoscaler').flatMap(({ metadata, spec }) => {
    const { scaleTargetRef: target, minReplicas, maxReplicas, behavior } = spec;
    const exists = ofKind(objects, target.kind).some((one) => one.metadata.name === target.name);
    const isPaced = behavior.scaleUp.policies.length > 0 && behavior.scaleDown.policies.length > 0;
    const hasRoom = minReplicas >= 1 && maxReplicas > minReplicas;
    return exists && isPaced && hasRoom
      ? []
      : [`${metadata.name}: ${target.kind} ${target.name}, ${minReplicas} to ${maxReplicas}`];
  }),
);

rule('gateways shrink more slowly than all others', ({ objects }) => {
  const scalers = ofKind<Autoscaler>(objects, 'HorizontalPodAutoscaler');
  const windowOf = (one: Autoscaler) => one.spec.behavior.scaleDown.stabilizationWindowSeconds;
  const gateway = scalers.find(({ metadata }) => metadata.name === 'realtime-gateway');
  if (gateway === undefined) return [];
  return scalers.filter((one) => one !== gateway && windowOf(one) >= windowOf(gateway)).map(labelOf);
});

rule('whoever goes by sockets goes by CPU as well', ({ objects }) =>
  ofKind<Autoscaler>(objects, 'HorizontalPodAutoscaler').flatMap((one) => {
    const types = one.spec.metrics.map(({ type }) => type);
    return types.includes('Resource') ? [] : [`${labelOf(one)}: ${types.join()}`];
  }),
);

rule('every Deployment has one budget for disruptions, which lets a pod go and not all at once', ({ objects }) =>
  ofKind<Deployment>(objects, 'Deployment').flatMap(({ metadata, spec: { template } }) => {
    const budgets = ofKind<DisruptionBudget>(objects, 'PodDisruptionBudget').filter(({ spec }) =>
      selects(spec.selector, template.metadata.labels),
    );
    const good = budgets.length === 1 && budgets[0]?.spec.maxUnavailable === 1;
    return good ? [] : [`${metadata.name}: ${JSON.stringify(budgets.map(({ spec }) => spec))}`];
  }),
);

rule('every ConfigMap, account and claim that a pod names is there', ({ objects }) =>
  workloadsOf(objects).flatMap(({ label, template: { spec }, containers }) => {
    const wanted = [
      ['ServiceAccount', spec.serviceAccountName],
      ...containers.flatMap(({ envFrom = [] }) => envFrom.map(({ configMapRef }) => ['ConfigMap', configMapRef?.name])),
      ...(spec.volumes ?? []).map(({ configMap }) => ['ConfigMap', configMap?.name]),
      ...(spec.volumes ?? []).map(({ persistentVolumeClaim: claim }) => ['PersistentVolumeClaim', claim?.claimName]),
    ];
    return wanted
      .filter(
        ([kind = '', name]) => name !== undefined && !ofKind(objects, kind).some((one) => one.metadata.name === name),
      )
      .map(([kind, name]) => `${label}: ${kind} ${name}`);
  }),
);

rule('every ConfigMap that a pod reads has another name when it changes', ({ objects }) =>
  ofKind(objects, 'ConfigMap').flatMap((one) => (/-[0-9a-z]{10}$/.test(one.metadata.name) ? [] : [labelOf(one)])),
);

rule(
  'the quota has room for all services at their most, in a roll-out, with the stores and two commands',
  ({ objects }) => {
    const [quota] = ofKind<KubeObject & { spec: { hard: Record<string, string> } }>(objects, 'ResourceQuota');
    const scalers = ofKind<Autoscaler>(objects, 'HorizontalPodAutoscaler');
    const total = { 'requests.cpu': 0, 'requests.memory': 0, 'limits.memory': 0, pods: 0 };
    for (const { object, containers } of workloadsOf(objects)) {
      const most = scalers.find(({ metadata }) => metadata.name === object.metadata.name)?.spec.maxReplicas ?? 1;
      const pods = object.kind === 'Deployment' ? most + Math.ceil(most / 4) : object.kind === 'CronJob' ? 1 / 3 : 1;
      total.pods += pods;
      for (const { resources } of containers) {
        total['requests.cpu'] += pods * quantity(resources?.requests?.cpu);
        total['requests.memory'] += pods * quantity(resources?.requests?.memory);
        total['limits.memory'] += pods * quantity(resources?.limits?.memory);
      }
    }
    return Object.entries(total).flatMap(([name, needed]) =>
      quantity(quota?.spec.hard[name]) >= needed ? [] : [`${name}: ${quota?.spec.hard[name]}, needed ${needed}`],
    );
  },
);

interface Running {
  label: string;
  selector: Deployment['spec']['selector'];
  template: PodTemplate;
}

function running(objects: KubeObject[]): Running[] {
  const found = [...ofKind<Deployment>(objects, 'Deployment'), ...ofKind<StatefulSet>(objects, 'StatefulSet')];
  return found.map((one) => ({ label: labelOf(one), selector: one.spec.selector, template: one.spec.template }));
}
