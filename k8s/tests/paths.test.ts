import { fallbackService, type PathRule, pathTable } from '@rollcall/contracts';
import {
  type Deployment,
  type IngressObject,
  type KubeObject,
  labelOf,
  ofKind,
  type Service,
} from './helpers/objects.ts';
import { rule } from './helpers/problems.ts';
import { variablesOf } from './helpers/variables.ts';

interface Route extends KubeObject {
  spec: {
    hostnames: string[];
    rules: { matches: { path: { type: string; value: string } }[]; backendRefs: { name: string; port: number }[] }[];
  };
}

// As both kinds of objects are written here: path, how it matches, whose it is.
const wanted = [...pathTable.map(rowOf), `/ prefix ${fallbackService}`].sort();

rule('there is one way in', ({ objects }) => {
  const ways = [...ofKind(objects, 'Ingress'), ...ofKind(objects, 'Gateway')];
  return ways.length === 1 ? [] : [`${ways.length} ways: ${ways.map(labelOf).join()}`];
});

rule('the Ingress sends each path where the table of contracts does', ({ objects }) =>
  ofKind<IngressObject>(objects, 'Ingress').flatMap(({ spec }) => {
    const rows = spec.rules.flatMap(({ http }) =>
      http.paths.map(({ path, pathType, backend }) => `${path} ${pathType.toLowerCase()} ${backend.service.name}`),
    );
    return difference(rows.sort());
  }),
);

rule('the HTTPRoutes send each path where the table of contracts does', ({ objects }) => {
  const routes = ofKind<Route>(objects, 'HTTPRoute');
  if (routes.length === 0) return [];
  const rows = routes.flatMap(({ spec }) =>
    spec.rules.flatMap(({ matches, backendRefs }) =>
      matches.map(({ path }) => `${path.value} ${path.type === 'Exact' ? 'exact' : 'prefix'} ${backendRefs[0]?.name}`),
    ),
  );
  return difference(rows.sort());
});

rule('what they name are Services and ports that are there', ({ objects }) => {
  const services = ofKind<Service>(objects, 'Service');
  const byName = ofKind<IngressObject>(objects, 'Ingress').flatMap(({ spec }) =>
    spec.rules.flatMap(({ http }) =>
      http.paths.map(({ backend: { service } }) => [service.name, service.port.name] as const),
    ),
  );
  const byNumber = ofKind<Route>(objects, 'HTTPRoute').flatMap(({ spec }) =>
    spec.rules.flatMap(({ backendRefs }) => backendRefs.map(({ name, port }) => [name, port] as const)),
  );
  return [...byName, ...byNumber].flatMap(([name, port]) => {
    const ports = services.find(({ metadata }) => metadata.name === name)?.spec.ports ?? [];
    return ports.some((one) => one.name === port || one.port === port) ? [] : [`${name}:${port}`];
  });
});

rule(
  'hosts are that of the origin, and have a certificate where the origin is https',
  ({ name, components, objects }) => {
    const auth = ofKind<Deployment>(objects, 'Deployment').find(({ metadata }) => metadata.name === 'auth');
    const origin = new URL(
      variablesOf(auth?.spec.template.spec ?? { containers: [] }, objects).get('PUBLIC_ORIGIN') ?? '',
    );
    const ingresses = ofKind<IngressObject>(objects, 'Ingress');
    const hosts = [
      ...ingresses.flatMap(({ spec }) => [
        ...spec.rules.map(({ host }) => host),
        ...(spec.tls ?? []).flatMap(({ hosts }) => hosts),
      ]),
      ...ofKind<Route>(objects, 'HTTPRoute').flatMap(({ spec }) => spec.hostnames),
    ];
    const wrong = hosts.filter((host) => host !== origin.host).map((host) => `${host}, the origin is ${origin}`);
    const endsTls = components.includes('tls') || name === 'eks';
    return [...wrong, ...(origin.protocol === 'https:' && !endsTls ? ['https without a certificate'] : [])];
  },
);

rule(
  'balancers leave silent sockets alone between two pings, and end idle connections before a service does',
  ({ objects }) =>
    ofKind<IngressObject>(objects, 'Ingress').flatMap(({ metadata: { annotations = {} } }) => {
      const alb = /idle_timeout\.timeout_seconds=(\d+)/.exec(
        annotations['alb.ingress.kubernetes.io/load-balancer-attributes'] ?? '',
      );
      const nginx = annotations['nginx.ingress.kubernetes.io/proxy-read-timeout'];
      const tooLong = alb !== null && Number(alb[1]) >= 72;
      const tooShort = [alb?.[1], nginx].some((seconds) => seconds !== undefined && Number(seconds) <= 50);
      return tooLong || tooShort ? [`alb ${alb?.[1]}, nginx ${nginx}`] : [];
    }),
);

rule('what Traefik is told about idle connections is in the namespace that it is told', ({ objects }) => {
  const [transport] = ofKind(objects, 'ServersTransport');
  const told = ofKind(objects, 'Service').flatMap(({ metadata }) => {
    const name = metadata.annotations?.['traefik.ingress.kubernetes.io/service.serverstransport'];
    return name === undefined ? [] : [name];
  });
  const there = transport && `${transport.metadata.namespace}-${transport.metadata.name}@kubernetescrd`;
  return told.filter((name) => name !== there);
});

function rowOf({ path, match, service }: PathRule): string {
  return `${path} ${match} ${service}`;
}

function difference(rows: string[]): string[] {
  return [
    ...rows.filter((row, at) => !wanted.includes(row) || rows.indexOf(row) !== at).map((row) => `too much: ${row}`),
    ...wanted.filter((row) => !rows.includes(row)).map((row) => `missing: ${row}`),
  ];
}
