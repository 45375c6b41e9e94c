import { setTimeout as wait } from 'node:timers/promises';
import { type ControlData, type ControlName, controls } from '@rollcall/contracts';
import type { Trace } from '../trace.ts';
import type { Bus } from './bus.ts';
import { seal, unseal } from './seal.ts';

const FLUSH_MS = 1_000;

/**
 * Tells every process of every service. Resolves when the server has it: who answers after that can rely on processes
 * hearing it before anything that the answer leads to. While NATS is away it is not sent, and nobody waits for it longer
 * than a second; listeners heal by asking.
 */
export async function tellAll<Name extends ControlName>(
  bus: Bus,
  name: Name,
  data: ControlData<Name>,
  trace: Trace,
): Promise<void> {
  if (!bus.isUp()) return;
  bus.connection.publish(controls[name].subject, JSON.stringify(seal(bus, data, trace)));
  const flushed = bus.connection.flush().catch((error) => bus.log.warn({ err: error }, controls[name].subject));
  await Promise.race([flushed, wait(FLUSH_MS, undefined, { ref: false })]);
}

/** Hears every control message of a kind, in each process. */
export function onControl<Name extends ControlName>(
  bus: Bus,
  name: Name,
  handle: (data: ControlData<Name>) => void,
): void {
  const { subject, data } = controls[name];
  bus.connection.subscribe(subject, {
    callback: (error, message) => {
      try {
        if (error) throw error;
        handle(unseal(data, message.string()).data as ControlData<Name>);
      } catch (problem) {
        bus.log.error({ err: problem }, subject);
      }
    },
  });
}
