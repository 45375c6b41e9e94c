import type { AttendanceStatus, RecordMethod } from '@rollcall/contracts';

/** A student's mark in Redis, in the layout that accept-scan.lua describes. */
export type Mark =
  | { kind: 'stored'; status: AttendanceStatus; atMs: number; method: RecordMethod }
  | { kind: 'pending'; leaseUntilMs: number };

export function parseMark(text: string): Mark {
  const [kind, status, atMs, third, fourth] = text.split('|');
  if (kind === 'p') return { kind: 'pending', leaseUntilMs: Number(fourth) };
  return { kind: 'stored', status: status as AttendanceStatus, atMs: Number(atMs), method: third as RecordMethod };
}

export function formatStored(record: { status: string; recordedAt: Date; method: string; rev: number }): string {
  return ['s', record.status, record.recordedAt.getTime(), record.method, record.rev].join('|');
}
