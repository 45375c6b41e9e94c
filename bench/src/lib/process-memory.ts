import { readFileSync, writeFileSync } from 'node:fs';

/** Resident memory of a process, in bytes (Linux: proc(5), status). */
export function rssOf(processId: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${processId}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

/** The most that was resident since `forgetPeak`, in bytes. */
export function peakRssOf(processId: number): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${processId}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

/** Begins the count of `peakRssOf` anew (Linux: proc(5), clear_refs). */
export function forgetPeak(processId: number): void {
  writeFileSync(`/proc/${processId}/clear_refs`, '5');
}
