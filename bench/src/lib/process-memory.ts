import { readFileSync, writeFileSync } from 'node:fs';

/** Resident memory of a process, in bytes (Linux: proc(5), status). */
export const rssOf = (processId: number) => read(processId, 'VmRSS');

/** The most that it has had so far, or since `forgetPeak`, in bytes. */
export const peakRssOf = (processId: number) => read(processId, 'VmHWM');

function read(processId: number, name: string): number {
  const status = readFileSync(`/proc/${processId}/status`, 'utf8');
  const [, kilobytes] = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status) ?? [];
  return Number(kilobytes) * 1024;
}

/** Begins the count of `peakRssOf` anew (Linux: proc(5), clear_refs). */
export function forgetPeak(processId: number): void {
  writeFileSync(`/proc/${processId}/clear_refs`, '5');
}
