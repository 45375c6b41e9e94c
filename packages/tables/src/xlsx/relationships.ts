import { posix } from 'node:path';
import type { Archive } from './archive.ts';
import { parseXml } from './parse-xml.ts';

export interface Relationship {
  id: string;
  /** The last word of the type's URL, which is the same in transitional and strict workbooks: `worksheet`, `styles`, … */
  type: string;
  /** Name of the part in the archive. */
  part: string;
}

/** To which parts a part refers (ECMA-376 part 2); '' is the whole package. None when the archive does not say. */
export async function readRelationships(archive: Archive, source: string): Promise<Relationship[]> {
  const folder = posix.dirname(source);
  const part = posix.join(folder, '_rels', `${posix.basename(source)}.rels`);
  if (!archive.has(part)) return [];
  const relationships: Relationship[] = [];
  await parseXml(archive.read(part), {
    open(name, { Id: id = '', Type: type = '', Target: target = '' }) {
      if (name !== 'Relationship') return;
      relationships.push({ id, type: posix.basename(type), part: posix.resolve('/', folder, target).slice(1) });
    },
  });
  return relationships;
}

export function findPart(relationships: Relationship[], type: string): string | undefined {
  return relationships.find((relationship) => relationship.type === type)?.part;
}
