import { readFileSync } from 'node:fs';

/** Resident memory of a process, in bytes (Linux: proc(5), status). */
export function rssOf(processId: number): number {
  return readStatus(processId, /^VmRSS:\s+(\d+) kB$/m);
}

/** The most that it ever had. */
export function peakRssOf(processId: number): number {
  return readStatus(processId, /^VmHWM:\s+(\d+) kB$/m);
}

function readStatus(processId: number, line: RegExp): number {
  const [, kilobytes] = line.exec(readFileSync(`/proc/${processId}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
