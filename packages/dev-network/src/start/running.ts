import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ServiceName, serviceNames } from '@rollcall/contracts';
import { z } from 'zod';
import { perService } from '../network/per-service.ts';
import type { Network } from '../network/types.ts';

const note = z.object({
  processId: z.number().int().positive(),
  services: z.partialRecord(z.enum(serviceNames), z.record(z.string(), z.string())),
});

const fileIn = (dataFolder: string) => join(dataFolder, 'running.json');

/**
 * Leaves in the data folder what the services of a network read, for operators' commands in another terminal. Readable by
 * its owner alone, because of the secrets. Resolves with what removes it.
 */
export async function noteRunning(
  dataFolder: string,
  network: Pick<Network, 'variablesOf'>,
): Promise<() => Promise<void>> {
  const file = fileIn(dataFolder);
  const draft = `${file}.${process.pid}`;
  const text = JSON.stringify({ processId: process.pid, services: perService(network.variablesOf) }, null, 2);
  await writeFile(draft, `${text}\n`, { mode: 0o600 });
  await rename(draft, file);
  return () => rm(file, { force: true });
}

/** What the services of the Rollcall that runs on a data folder read; undefined when none runs. */
export async function readRunning(
  dataFolder: string,
): Promise<Partial<Record<ServiceName, Record<string, string>>> | undefined> {
  const text = await readFile(fileIn(dataFolder), 'utf8').catch(() => '{}');
  const { data } = note.safeParse(parse(text));
  return data && isAlive(data.processId) ? data.services : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not ours: as good as none.
    return undefined;
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
