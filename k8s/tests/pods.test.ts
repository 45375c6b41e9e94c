import { quantity } from './helpers/objects.ts';
import { podRule } from './helpers/problems.ts';

podRule('no pod runs as root', ({ template: { spec } }) => {
  const { runAsNonRoot, runAsUser = 0 } = spec.securityContext ?? {};
  return (runAsNonRoot !== true || runAsUser === 0) && `runAsNonRoot ${runAsNonRoot}, runAsUser ${runAsUser}`;
});

podRule('every pod has the default seccomp profile', ({ template: { spec } }) => {
  const type = spec.securityContext?.seccompProfile?.type;
  return type !== 'RuntimeDefault' && `seccompProfile ${type}`;
});

podRule('no container is privileged or becomes more than it is', ({ containers }) => {
  const wrong = containers.filter(
    ({ securityContext: s }) => s?.privileged !== false || s.allowPrivilegeEscalation !== false,
  );
  return wrong.length > 0 && wrong.map(({ name }) => name).join();
});

podRule('every container drops all capabilities and adds none', ({ containers }) => {
  const wrong = containers.filter(
    ({ securityContext: s }) => s?.capabilities?.drop?.join() !== 'ALL' || s.capabilities.add !== undefined,
  );
  return wrong.length > 0 && wrong.map(({ name }) => name).join();
});

podRule('no container writes to its root file system', ({ containers }) => {
  const wrong = containers.filter(({ securityContext }) => securityContext?.readOnlyRootFilesystem !== true);
  return wrong.length > 0 && wrong.map(({ name }) => name).join();
});

podRule('no pod has a token for the API server', ({ template: { spec } }) => {
  return spec.automountServiceAccountToken !== false && 'automountServiceAccountToken';
});

podRule('no pod gets variables made from names of Services', ({ template: { spec } }) => {
  return spec.enableServiceLinks !== false && 'enableServiceLinks';
});

podRule('no pod reaches into its node', ({ template: { spec } }) => {
  const hostPaths = (spec.volumes ?? []).filter(({ hostPath }) => hostPath !== undefined);
  return (spec.hostNetwork === true || hostPaths.length > 0) && 'hostNetwork or hostPath';
});

podRule('every emptyDir has a size', ({ template: { spec } }) => {
  const open = (spec.volumes ?? []).filter(
    ({ emptyDir }) => emptyDir !== undefined && emptyDir.sizeLimit === undefined,
  );
  return open.length > 0 && open.map(({ name }) => name).join();
});

podRule(
  'every volume that is mounted is one of the pod, and the other way round',
  ({ template, object, containers }) => {
    const claimed = 'volumeClaimTemplates' in object.spec ? ['data'] : [];
    const volumes = [...(template.spec.volumes ?? []).map(({ name }) => name), ...claimed].sort().join();
    const mounted = containers.flatMap(({ volumeMounts = [] }) => volumeMounts.map(({ name }) => name));
    return volumes !== mounted.toSorted().join() && `${volumes}, mounted ${mounted}`;
  },
);

podRule('every container says what CPU and memory it needs, and how much memory it gets', ({ containers }) => {
  const wrong = containers.filter(({ resources: { requests = {}, limits = {} } = {} }) => {
    const asked = quantity(requests.memory);
    return !(quantity(requests.cpu) > 0 && asked > 0 && quantity(limits.memory) >= asked);
  });
  return wrong.length > 0 && wrong.map(({ name }) => name).join();
});

podRule('no image is without a tag, or latest', ({ containers }) => {
  const wrong = containers.filter(
    ({ image }) => !/^[a-z0-9./-]+:[a-z0-9][\w.-]*$/.test(image) || /:latest$/.test(image),
  );
  return wrong.length > 0 && wrong.map(({ image }) => image).join();
});
