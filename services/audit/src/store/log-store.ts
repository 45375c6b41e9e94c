import { type Clock, createIndexes } from '@rollcall/service-kit';
import type { Connection } from 'mongoose';
import type { Position } from '../domain/cursor.ts';
import type { Draft } from '../domain/draft.ts';
import type { Entry } from '../domain/entry.ts';
import { append } from './append.ts';
import { erasePartsOf } from './erase.ts';
import { createInspection } from './inspect.ts';
import { auditModels, openCollections } from './models.ts';
import { prepareHeads } from './prepare-heads.ts';
import { readHeads } from './read-heads.ts';
import { type AuditFilter, readParts, search } from './search.ts';
import { createSignedHeadsStore } from './signed-heads.ts';

export type LogStore = ReturnType<typeof viewLogStore>;

/** The log in MongoDB, to be written to. Makes its indexes first, the guard against forks among them. */
export async function openLogStore(connection: Connection, clock: Clock): Promise<LogStore> {
  for (const define of auditModels) define(connection);
  await createIndexes(connection);
  await prepareHeads(openCollections(connection).heads);
  return viewLogStore(connection, clock);
}

/** The log as it lies there: nothing is made or mended. */
export function viewLogStore(connection: Connection, clock: Clock) {
  const collections = openCollections(connection);
  return {
    append: (drafts: readonly Draft[]) => append(collections, clock, drafts),
    search: (filter: AuditFilter, after: Position | undefined, limit: number) =>
      search(collections, filter, after, limit),
    readHeads: () => readHeads(collections),
    readParts: (entries: readonly Entry[]) => readParts(collections, entries),
    erasePartsOf: (userId: string, erasure: string) => erasePartsOf(collections, userId, erasure),
    signedHeads: createSignedHeadsStore(collections),
    inspection: createInspection(collections),
  };
}
