// As much of Kubernetes' objects as the tests look at. That they have this shape is what schema.test.ts asserts.
export type Labels = Record<string, string>;

export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Labels; annotations?: Labels };
}

export interface Probe {
  httpGet?: { path: string; port: string | number };
  tcpSocket?: { port: string | number };
  exec?: { command: string[] };
  periodSeconds?: number;
  failureThreshold?: number;
}

export interface EnvVariable {
  name: string;
  value?: string;
  valueFrom?: { secretKeyRef?: { name: string; key: string; optional?: boolean } };
}

export interface Container {
  name: string;
  image: string;
  command?: string[];
  args?: string[];
  ports?: { name: string; containerPort: number }[];
  env?: EnvVariable[];
  envFrom?: { configMapRef?: { name: string }; secretRef?: { name: string } }[];
  startupProbe?: Probe;
  readinessProbe?: Probe;
  livenessProbe?: Probe;
  lifecycle?: { preStop?: { sleep?: { seconds: number } } };
  resources?: { requests?: Labels; limits?: Labels };
  securityContext?: {
    allowPrivilegeEscalation?: boolean;
    privileged?: boolean;
    readOnlyRootFilesystem?: boolean;
    capabilities?: { drop?: string[]; add?: string[] };
  };
  volumeMounts?: { name: string; mountPath: string }[];
}

export interface PodSpec {
  serviceAccountName?: string;
  automountServiceAccountToken?: boolean;
  enableServiceLinks?: boolean;
  hostNetwork?: boolean;
  terminationGracePeriodSeconds?: number;
  securityContext?: { runAsNonRoot?: boolean; runAsUser?: number; fsGroup?: number; seccompProfile?: { type: string } };
  topologySpreadConstraints?: { topologyKey: string; labelSelector: Selector; maxSkew: number }[];
  containers: Container[];
  initContainers?: Container[];
  volumes?: {
    name: string;
    emptyDir?: { sizeLimit?: string };
    configMap?: { name: string };
    persistentVolumeClaim?: { claimName: string };
    hostPath?: object;
  }[];
}

export interface Selector {
  matchLabels?: Labels;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

export interface PodTemplate {
  metadata: { labels: Labels };
  spec: PodSpec;
}

export interface Deployment extends KubeObject {
  spec: {
    replicas?: number;
    selector: Selector;
    strategy: { rollingUpdate: { maxSurge: string | number; maxUnavailable: string | number } };
    template: PodTemplate;
  };
}

export interface StatefulSet extends KubeObject {
  spec: { selector: Selector; serviceName: string; template: PodTemplate };
}

export interface CronJob extends KubeObject {
  spec: { suspend: boolean; jobTemplate: { spec: { template: PodTemplate } } };
}

export interface Service extends KubeObject {
  spec: { selector: Labels; type?: string; ports: { name: string; port: number; targetPort: string | number }[] };
}

export interface Autoscaler extends KubeObject {
  spec: {
    scaleTargetRef: { kind: string; name: string };
    minReplicas: number;
    maxReplicas: number;
    metrics: { type: string; pods?: { metric: { name: string } } }[];
    behavior: {
      scaleDown: { stabilizationWindowSeconds: number; policies: object[] };
      scaleUp: { policies: object[] };
    };
  };
}

export interface DisruptionBudget extends KubeObject {
  spec: { selector: Selector; maxUnavailable?: number; minAvailable?: number };
}

export interface IngressObject extends KubeObject {
  spec: {
    tls?: { hosts: string[]; secretName: string }[];
    rules: {
      host: string;
      http: {
        paths: { path: string; pathType: string; backend: { service: { name: string; port: { name: string } } } }[];
      };
    }[];
  };
}

/** The objects of a kind. */
export function ofKind<Wanted extends KubeObject = KubeObject>(objects: KubeObject[], kind: string): Wanted[] {
  return objects.filter((one): one is Wanted => one.kind === kind);
}

export function labelOf({ kind, metadata }: KubeObject): string {
  return `${kind} ${metadata.name}`;
}

export interface Workload {
  /** Kind and name. */
  label: string;
  object: Deployment | StatefulSet | CronJob;
  template: PodTemplate;
  containers: Container[];
}

/** Everything that makes pods. */
export function workloadsOf(objects: KubeObject[]): Workload[] {
  const direct = [...ofKind<Deployment>(objects, 'Deployment'), ...ofKind<StatefulSet>(objects, 'StatefulSet')];
  const found = [
    ...direct.map((object) => ({ object, template: object.spec.template })),
    ...ofKind<CronJob>(objects, 'CronJob').map((object) => ({
      object,
      template: object.spec.jobTemplate.spec.template,
    })),
  ];
  return found.map(({ object, template }) => ({
    label: labelOf(object),
    object,
    template,
    containers: [...template.spec.containers, ...(template.spec.initContainers ?? [])],
  }));
}

/** Whether a selector takes an object with these labels. */
export function selects({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      switch (operator) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        default:
          throw new Error(`selector with ${operator}`);
      }
    })
  );
}

const units: Record<string, number> = { m: 0.001, '': 1, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30 };

/** A quantity such as `250m` or `64Mi` as a number. */
export function quantity(text: string | undefined): number {
  const [, number = '', unit = ''] = /^([\d.]+)(m|Ki|Mi|Gi)?$/.exec(text ?? '0') ?? [];
  return Number(number) * (units[unit] ?? Number.NaN);
}
