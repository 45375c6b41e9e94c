// A session process with a fault: the FAULT_AFTER-th time (1) that it comes to the checkpoint FAULT_AT it sends itself
// FAULT_SIGNAL (SIGKILL, or SIGSTOP); its clock is off by FAULT_CLOCK_OFFSET_MS.
import './shift-date.ts';
import { run, systemClock } from '@rollcall/service-kit';
import { createSessionService, readConfig } from '@rollcall/session';

const { FAULT_AT, FAULT_AFTER = '1', FAULT_SIGNAL = 'SIGKILL' } = process.env;
let left = Number(FAULT_AFTER);

function checkpoint(point: string): void {
  if (point !== FAULT_AT) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, FAULT_SIGNAL);
}

run(() => createSessionService(readConfig(), { clock: systemClock, checkpoint }));
