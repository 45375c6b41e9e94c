// A session process with a fault: the FAULT_KILL_AFTER-th time (1) that it comes to the checkpoint FAULT_KILL_AT it kills
// itself with SIGKILL; its clock is off by FAULT_CLOCK_OFFSET_MS.
import './shift-date.ts';
import { run, systemClock } from '@rollcall/service-kit';
import { createSessionService, readConfig } from '@rollcall/session';

const { FAULT_KILL_AT, FAULT_KILL_AFTER = '1' } = process.env;
let left = Number(FAULT_KILL_AFTER);

function checkpoint(point: string): void {
  if (point !== FAULT_KILL_AT) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
}

run(() => createSessionService(readConfig(), { clock: systemClock, checkpoint }));
