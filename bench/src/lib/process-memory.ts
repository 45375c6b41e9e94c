import { readFileSync } from 'node:fs';

/** Resident memory of a process, in bytes (Linux: proc(5), status). */
export function rssOf(processId: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${processId}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
