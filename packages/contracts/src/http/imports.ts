import { z } from 'zod';
import { id, instant } from '../values.ts';

/** What every file to import may be. */
export const importFile = {
  maxBytes: 10_000_000,
  types: [
    'text/csv',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/octet-stream',
  ] as const,
};

export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** How the rows of a file are taken; each import has options of its own beside these. */
export const importOptions = {
  /** Say what would be done, and change nothing. */
  dryRun: flag.default(false),
  /** Take the others when rows are invalid; otherwise such a file changes nothing. */
  skipInvalid: flag.default(false),
};

/** A column of the file, by title or number from 1; null for none. */
export const columnChoice = z.union([z.string().min(1).max(200), z.int().min(1).max(1_000), z.null()]).optional();

/** The results that rows of every import may have, beside those of its own. */
export const commonImportResults = ['ready', 'duplicate', 'invalid'] as const;

export const importStatus = z.enum(['queued', 'running', 'done', 'refused', 'failed']);

/**
 * The state of an import whose rows have one of these results. `refused`: a row is invalid and `skipInvalid` was not asked for,
 * so nothing was changed. `failed`: `problem` says why; what was done stays, and the same file can be imported again. A
 * `dryRun` never changes anything.
 */
export function importState<Results extends Record<string, string>>(result: z.ZodEnum<Results>) {
  return z.object({
    _id: id,
    status: importStatus,
    dryRun: z.boolean(),
    /** Which column of the file, by its title, was taken for what. */
    columns: z.record(z.string(), z.string()),
    unknownColumns: z.array(z.string()),
    /** Rows below the header that are not blank. */
    total: z.int(),
    /** How many of them are done with. */
    processed: z.int(),
    counts: z.record(result, z.int()),
    /** A sentence, of imports that failed. */
    problem: z.string().nullable(),
    createdBy: id,
    createdAt: instant,
    finishedAt: instant.nullable(),
  });
}

/** A row of an import. */
export function importRow<Results extends Record<string, string>>(result: z.ZodEnum<Results>) {
  return z.object({
    /** The line of the file, its header being 1. */
    line: z.int(),
    email: z.string(),
    name: z.string(),
    /** Null: not looked at yet. */
    result: result.nullable(),
    problem: z.string().nullable(),
    /** The account that it is about, where there is one. */
    userId: id.nullable(),
  });
}

/** Which page of an import's rows, and of which result alone. */
export function importRowsQuery<Results extends Record<string, string>>(result: z.ZodEnum<Results>) {
  return z.strictObject({
    cursor: z.coerce.number().int().min(0).max(1_000_000).optional(),
    limit: z.coerce.number().int().min(1).max(1_000).default(200),
    result: result.optional(),
  });
}

export type ImportStatus = z.infer<typeof importStatus>;

/** The state of any import. */
export type ImportState<Result extends string> = Omit<
  z.infer<ReturnType<typeof importState<Record<string, string>>>>,
  'counts'
> & { counts: Record<Result, number> };
