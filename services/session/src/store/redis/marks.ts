import type { AttendanceStatus, RecordMethod, Verification } from '@rollcall/contracts';
import type { RecordDocument } from '../records.ts';

/** A student's mark in Redis, in the layout that accept-scans.lua describes. */
export type Mark =
  | { kind: 'stored'; status: AttendanceStatus; atMs: number; method: RecordMethod; verification: Verification }
  | { kind: 'pending'; leaseUntilMs: number };

export function parseMark(text: string): Mark {
  const [kind, status, atMs, third, fourth, fifth] = text.split('|');
  if (kind === 'p') return { kind: 'pending', leaseUntilMs: Number(fourth) };
  return {
    kind: 'stored',
    status: status as AttendanceStatus,
    atMs: Number(atMs),
    method: third as RecordMethod,
    verification: fifth as Verification,
  };
}

export function formatStored(
  record: Pick<RecordDocument, 'status' | 'recordedAt' | 'method' | 'rev' | 'verification'>,
) {
  return ['s', record.status, record.recordedAt.getTime(), record.method, record.rev, record.verification].join('|');
}
