import { type KubeObject, ofKind, type Selector, selects, workloadsOf } from './objects.ts';

interface Peer {
  podSelector?: Selector;
  namespaceSelector?: Selector;
  ipBlock?: { cidr: string; except?: string[] };
}

interface Rule {
  from?: Peer[];
  to?: Peer[];
  ports?: { protocol?: string; port: string | number; endPort?: number }[];
}

export interface NetworkPolicy extends KubeObject {
  spec: { podSelector: Selector; policyTypes: string[]; ingress?: Rule[]; egress?: Rule[] };
}

/** Pods that policies can tell from others. */
export interface Group {
  name: string;
  labels: Record<string, string>;
  ports: Map<string, number>;
}

const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'];
const notInternet = ['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'];
const notInternet6 = ['::1/128', 'fc00::/7', 'fe80::/10'];

/** Services by their name, their commands as `<name> command`, stores by their name. */
export function groupsOf(objects: KubeObject[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { template, containers } of workloadsOf(objects)) {
    const { labels } = template.metadata;
    const isCommand = labels['app.kubernetes.io/component'] === 'command';
    const name = `${labels['app.kubernetes.io/name']}${isCommand ? ' command' : ''}`;
    const ports = containers.flatMap((container) => container.ports ?? []);
    groups.set(name, { name, labels, ports: new Map(ports.map((port) => [port.name, port.containerPort])) });
  }
  return [...groups.values()];
}

/**
 * Every connection that the policies let through, as `<from> -> <to>:<port>` (TCP unless it says so), sorted. Between two of
 * our pods both ends have to allow it. What no policy selects is open in that direction: `anybody`.
 */
export function edgesOf(objects: KubeObject[]): string[] {
  const groups = groupsOf(objects);
  const policies = ofKind<NetworkPolicy>(objects, 'NetworkPolicy');
  const outward = groups.flatMap((group) => reach(group, groups, policies, 'Egress'));
  const inward = groups.flatMap((group) => reach(group, groups, policies, 'Ingress'));
  const isOurs = (end: string) => groups.some(({ name }) => name === end);
  const key = ({ from, to, port }: Edge) => `${from} -> ${to}:${port}`;
  const entered = new Set(inward.map(key));
  const found = [
    ...outward.filter((edge) => !isOurs(edge.to) || entered.has(key(edge))),
    ...inward.filter(({ from }) => !isOurs(from)),
  ];
  return [...new Set(found.map(key))].sort();
}

interface Edge {
  from: string;
  to: string;
  port: string;
}

function reach(group: Group, groups: Group[], policies: NetworkPolicy[], direction: 'Ingress' | 'Egress'): Edge[] {
  const ours = policies.filter(
    ({ spec }) => spec.policyTypes.includes(direction) && selects(spec.podSelector, group.labels),
  );
  const edge = (end: string, port: string): Edge =>
    direction === 'Egress' ? { from: group.name, to: end, port } : { from: end, to: group.name, port };
  if (ours.length === 0) return [edge('anybody', 'any')];
  const rules = ours.flatMap(({ spec }) => (direction === 'Egress' ? spec.egress : spec.ingress) ?? []);
  return rules.flatMap((rule) => {
    const peers = direction === 'Egress' ? rule.to : rule.from;
    const ends = peers === undefined ? ['anybody'] : peers.flatMap((peer) => endsOf(peer, groups));
    return ends.flatMap((end) => {
      const target = direction === 'Egress' ? groups.find(({ name }) => name === end) : group;
      return portsOf(rule, target).map((port) => edge(end, port));
    });
  });
}

function portsOf({ ports }: Rule, target: Group | undefined): string[] {
  if (ports === undefined) return ['any'];
  return ports.map(({ protocol = 'TCP', port, endPort }) => {
    const number = typeof port === 'number' ? port : (target?.ports.get(port) ?? `${port}?`);
    return `${number}${endPort === undefined ? '' : `-${endPort}`}${protocol === 'TCP' ? '' : `/${protocol}`}`;
  });
}

function endsOf({ podSelector, namespaceSelector, ipBlock }: Peer, groups: Group[]): string[] {
  if (ipBlock !== undefined) return [nameOfBlock(ipBlock)];
  if (namespaceSelector !== undefined) return [nameOfNamespace(namespaceSelector, podSelector)];
  return groups.filter(({ labels }) => selects(podSelector ?? {}, labels)).map(({ name }) => name);
}

function nameOfBlock({ cidr, except = [] }: { cidr: string; except?: string[] }): string {
  const excepted = [...except].sort().join();
  if (cidr === '0.0.0.0/0' && excepted === notInternet.toSorted().join()) return 'internet';
  if (cidr === '::/0' && excepted === notInternet6.toSorted().join()) return 'internet';
  if (cidr === '169.254.20.10/32') return 'node DNS cache';
  if (privateRanges.includes(cidr) && except.length === 0) return 'private network';
  return except.length === 0 ? cidr : `${cidr} except ${excepted}`;
}

function nameOfNamespace(namespace: Selector, pods: Selector | undefined): string {
  const text = JSON.stringify([namespace, pods]);
  const known: [string, Selector, Selector?][] = [
    [
      'ingress controllers',
      {
        matchExpressions: [
          { key: 'kubernetes.io/metadata.name', operator: 'In', values: ['ingress', 'ingress-nginx', 'traefik'] },
        ],
      },
    ],
    ['monitoring', { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } }],
    [
      'kube-dns',
      { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      { matchLabels: { 'k8s-app': 'kube-dns' } },
    ],
  ];
  return known.find(([, one, two]) => JSON.stringify([one, two]) === text)?.[0] ?? text;
}
