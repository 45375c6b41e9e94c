import type { ExportFormat } from '@rollcall/contracts';

/** The files that can be had. Excel reads a CSV in its own way unless a mark (BOM) stands at its beginning. */
export const exportKinds = [
  { key: 'xlsx', format: 'xlsx', bom: false },
  { key: 'csv', format: 'csv', bom: false },
  { key: 'csvForExcel', format: 'csv', bom: true },
] as const satisfies { key: string; format: ExportFormat; bom: boolean }[];

export type ExportKind = (typeof exportKinds)[number]['key'];
