import { type Container, type KubeObject, ofKind, type PodSpec } from './objects.ts';

interface ConfigMap extends KubeObject {
  data?: Record<string, string>;
}

/** A value that comes from a Secret, and so is in none of these files. */
export const fromSecret = Symbol('from a Secret');

/** The variables of a container by name: values of its ConfigMaps, written ones, and those that come from Secrets. */
export function containerVariables(
  { env = [], envFrom = [] }: Container,
  objects: KubeObject[],
): Map<string, string | typeof fromSecret> {
  const maps = ofKind<ConfigMap>(objects, 'ConfigMap');
  const found = new Map<string, string | typeof fromSecret>();
  for (const { configMapRef } of envFrom) {
    const map = maps.find(({ metadata }) => metadata.name === configMapRef?.name);
    for (const [name, value] of Object.entries(map?.data ?? {})) found.set(name, value);
  }
  for (const { name, value = '', valueFrom } of env) found.set(name, valueFrom === undefined ? value : fromSecret);
  return found;
}

/** The variables of a pod's first container that are in these files. */
export function variablesOf({ containers: [container] }: PodSpec, objects: KubeObject[]): Map<string, string> {
  const all = container === undefined ? [] : [...containerVariables(container, objects)];
  return new Map(all.filter((one): one is [string, string] => one[1] !== fromSecret));
}
