import { z } from 'zod';
import { id, instant } from '../values.ts';
import { flag } from './imports.ts';
import { defineRoutes, download, route } from './route.ts';
import { ofSession } from './sessions.ts';

export const exportFormat = z.enum(['csv', 'xlsx']);
export type ExportFormat = z.infer<typeof exportFormat>;

export const exportFileTypes = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const satisfies Record<ExportFormat, string>;

/** Whose records a file holds that is made in the background. */
export const exportScope = z.enum(['class', 'course', 'institution']);
export type ExportScope = z.infer<typeof exportScope>;

/** A file of records. `failed`: it can be asked for again. */
export const exportState = z.object({
  _id: id,
  what: exportScope,
  ofId: id.nullable(),
  from: instant.nullable(),
  to: instant.nullable(),
  format: exportFormat,
  bom: z.boolean(),
  status: z.enum(['waiting', 'running', 'done', 'failed']),
  /** In sessions. */
  progress: z.object({ done: z.int(), total: z.int() }),
  fileName: z.string(),
  /** Where the file is, for whoever has this address; of this origin when it begins with a slash. Ask again for a new one. */
  url: z.string().nullable(),
  /** When the address ends. */
  expiresAt: instant.nullable(),
  /** When the file itself is deleted. */
  availableUntil: instant.nullable(),
  createdAt: instant,
  finishedAt: instant.nullable(),
});
export type ExportState = z.infer<typeof exportState>;

/** `<kind>-<id>.<extension>`: what the store of files goes by. Never made of what people call their files. */
export const FILE_KEY = /^(export|excuse)-[0-9a-f]{24}\.[a-z]{3,4}$/;

export const exportRoutes = defineRoutes('session', {
  exportSession: route({
    summary: 'The records of a session as a file: a row for each student and round; XLSX has a sheet for each round',
    method: 'GET',
    paths: ['/api/v1/sessions/:id/export'],
    access: 'staff',
    ids: ofSession,
    query: z.strictObject({
      format: exportFormat.default('csv'),
      /** Put the mark in front by which Excel knows UTF-8 in a CSV. */
      bom: flag.default(false),
    }),
    produces: Object.values(exportFileTypes),
    data: download,
    errors: ['session_not_found', 'not_class_teacher'],
  }),

  createExport: route({
    summary:
      'Make a file of the ended sessions of a class, a course or all that begin at or after `from` and before `to`',
    method: 'POST',
    paths: ['/api/v1/exports'],
    access: 'staff',
    body: z
      .strictObject({
        what: exportScope,
        ofId: id.optional(),
        from: instant.optional(),
        to: instant.optional(),
        format: exportFormat,
        bom: z.boolean().default(false),
      })
      .refine(({ what, ofId }) => (what === 'institution') === (ofId === undefined), {
        path: ['ofId'],
        message: 'the id of the class or course; none for the institution',
      })
      .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
        path: ['to'],
        message: 'must be after from',
      }),
    status: 202,
    data: exportState,
    errors: [
      'class_not_found',
      'not_class_teacher',
      'course_not_found',
      'not_course_owner',
      'admin_required',
      'too_many_exports',
    ],
  }),

  getExport: route({
    summary: 'How far a file of mine is, and where',
    method: 'GET',
    paths: ['/api/v1/exports/:id'],
    access: 'staff',
    ids: { id: 'export_not_found' },
    data: exportState,
    errors: ['export_not_found'],
  }),

  listExports: route({
    summary: 'The files that I asked for in the last 30 days, the newest first',
    method: 'GET',
    paths: ['/api/v1/exports'],
    access: 'staff',
    query: z.strictObject({
      cursor: id.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    data: z.object({ items: z.array(exportState), nextCursor: id.nullable() }),
  }),

  getFile: route({
    summary: 'A file by the address that was given for it',
    method: 'GET',
    paths: ['/api/v1/files/:key'],
    access: 'public',
    ids: { key: { notFound: 'file_not_found', pattern: FILE_KEY } },
    query: z.strictObject({
      /** Epoch seconds. */
      expires: z.coerce.number().int().min(0).max(100_000_000_000),
      name: z.string().min(1).max(200),
      signature: z.string().min(1).max(100),
    }),
    produces: Object.values(exportFileTypes),
    data: download,
    errors: ['file_address_invalid', 'file_not_found'],
  }),
});
