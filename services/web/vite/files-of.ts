import type { Manifest } from 'vite';

/** What a browser loads at once for these sources: their files, those that they import, and the styles of all of them. */
export function filesOf(manifest: Manifest, sources: readonly string[]): Set<string> {
  const files = new Set<string>();
  const seen = new Set<string>();
  const add = (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    const part = manifest[name];
    if (part === undefined) throw new Error(`The build has no part for ${name}: it is not imported when it is needed`);
    for (const file of [part.file, ...(part.css ?? [])]) files.add(file);
    for (const imported of part.imports ?? []) add(imported);
  };
  for (const source of sources) add(source);
  return files;
}
