import * as audit from '@rollcall/audit';
import * as auth from '@rollcall/auth';
import * as classes from '@rollcall/class';
import * as notification from '@rollcall/notification';
import * as gateway from '@rollcall/realtime-gateway';
import * as session from '@rollcall/session';
import * as web from '@rollcall/web';
import type { z } from 'zod';
import { type Container, type Deployment, type KubeObject, ofKind, workloadsOf } from './helpers/objects.ts';
import { rule } from './helpers/problems.ts';
import { isServiceName, type ServiceName } from './helpers/service-name.ts';
import { containerVariables, fromSecret } from './helpers/variables.ts';

const shapes: Record<ServiceName, Record<string, z.ZodType>> = {
  auth: auth.env,
  class: classes.env,
  session: session.env,
  'realtime-gateway': gateway.env,
  notification: notification.env,
  audit: audit.env,
  web: web.env,
};

// Read by the SDK of S3.
const ofS3 = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
// Arguments of a command.
const ofCommands = ['ADMIN_EMAIL', 'ADMIN_NAME'];
// The image sets it, the ports are those of the Service and the probes.
const notSaid = ['NODE_ENV', 'PORT', 'MANAGEMENT_PORT', 'HOST'];

rule('the variables of a pod are among those that its service reads', ({ objects }) =>
  ofServices(objects).flatMap(({ service, label, container }) =>
    [...containerVariables(container, objects).keys()]
      .filter((name) => !(name in shapes[service]) || notSaid.includes(name))
      .filter((name) => !ofS3.includes(name) && !(label.startsWith('CronJob') && ofCommands.includes(name)))
      .map((name) => `${label}: ${name}`),
  ),
);

rule('what a service needs is given, and no Secret that it needs is optional', ({ objects }) =>
  deployed(objects).flatMap(({ service, container }) => {
    const variables = containerVariables(container, objects);
    const optional = new Set(
      (container.env ?? []).flatMap(({ name, valueFrom }) => (valueFrom?.secretKeyRef?.optional ? [name] : [])),
    );
    const needed = Object.entries(shapes[service]).filter(([, schema]) => !schema.safeParse(undefined).success);
    return needed
      .filter(([name]) => !variables.has(name) || variables.get(name) === '' || optional.has(name))
      .map(([name]) => `${service}: ${name}`);
  }),
);

rule(
  'each service reads the Secret of its name, and besides that the optional ones of mails and of S3',
  ({ objects }) =>
    ofServices(objects).flatMap(({ service, label, container }) =>
      (container.env ?? []).flatMap(({ name, valueFrom }) => {
        const secret = valueFrom?.secretKeyRef;
        if (secret === undefined) return [];
        const isShared = ['mail', 's3'].includes(secret.name) && secret.optional === true;
        return (secret.name === service || isShared) && secret.key === name
          ? []
          : [`${label}: ${name} of ${secret.name}`];
      }),
    ),
);

rule('what the files say is what the service accepts', ({ objects }) =>
  deployed(objects).flatMap(({ service, container }) =>
    [...containerVariables(container, objects)].flatMap(([name, value]) => {
      if (value === fromSecret || value === '') return [];
      return shapes[service][name]?.safeParse(value).success ? [] : [`${service}: ${name}=${value}`];
    }),
  ),
);

rule('no value in these files looks like a secret', ({ objects }) =>
  ofServices(objects).flatMap(({ label, container }) =>
    [...containerVariables(container, objects)].flatMap(([name, value]) => {
      const isTelling = /SECRET|PASSWORD(?!_MIN)|KEY(?!S$)|_URL$/.test(name) && name !== 'NATS_URL';
      return value !== fromSecret && (isTelling || /:\/\/[^/]*@/.test(value)) ? [`${label}: ${name}`] : [];
    }),
  ),
);

rule(
  'all session pods find the same files: in a bucket, or in a volume that is mounted where they look',
  ({ objects }) => {
    const one = ofKind<Deployment>(objects, 'Deployment').find(({ metadata }) => metadata.name === 'session');
    const [container] = one?.spec.template.spec.containers ?? [];
    if (one === undefined || container === undefined) return ['there is no session'];
    const variables = containerVariables(container, objects);
    if (variables.has('S3_BUCKET')) return [];
    const folder = variables.get('OBJECT_STORE_FOLDER');
    const mount = container.volumeMounts?.find(({ mountPath }) => mountPath === folder);
    const volume = one.spec.template.spec.volumes?.find(({ name }) => name === mount?.name);
    const claims = ofKind(objects, 'PersistentVolumeClaim').map(({ metadata }) => metadata.name);
    return claims.includes(volume?.persistentVolumeClaim?.claimName ?? '') ? [] : [`files in ${String(folder)}`];
  },
);

interface OfService {
  service: ServiceName;
  label: string;
  container: Container;
}

function ofServices(objects: KubeObject[]): OfService[] {
  return workloadsOf(objects).flatMap(({ label, template, containers: [container] }) => {
    const service = template.metadata.labels['app.kubernetes.io/name'] ?? '';
    return container !== undefined && isServiceName(service) ? [{ service, label, container }] : [];
  });
}

function deployed(objects: KubeObject[]): OfService[] {
  return ofServices(objects).filter(({ label }) => label.startsWith('Deployment'));
}
