import { type Limits, readTable, TableError } from '../../src/index.ts';

export const bytesOf = (content: string | Uint8Array) => (typeof content === 'string' ? Buffer.from(content) : content);

/** Header and cells of all rows, as one grid. */
export async function readGrid(content: string | Uint8Array, limits?: Partial<Limits>): Promise<string[][]> {
  const { header, rows } = await readTable(bytesOf(content), limits);
  return [header, ...rows.map(({ cells }) => cells)];
}

/** The refusal of a file that must not be read. */
export async function refusalOf(content: string | Uint8Array, limits?: Partial<Limits>): Promise<TableError> {
  try {
    await readTable(bytesOf(content), limits);
  } catch (error) {
    if (error instanceof TableError) return error;
    throw error;
  }
  throw new Error('The file was read.');
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
