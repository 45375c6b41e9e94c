import type { ExportFormat } from '@rollcall/contracts';

const MAX_NAME = 60;

/** `attendance-physics-2026-03-02.csv`: letters and digits of any script alone, so that every system takes it. */
export function exportFileName(of: string, at: Date, format: ExportFormat): string {
  const name = of
    .normalize('NFC')
    .toWellFormed()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .slice(0, MAX_NAME)
    .toWellFormed()
    .replace(/^-+|[-\ufffd]+$/g, '');
  const parts = ['attendance', name, at.toISOString().slice(0, 10)].filter((part) => part !== '');
  return `${parts.join('-')}.${format}`;
}
