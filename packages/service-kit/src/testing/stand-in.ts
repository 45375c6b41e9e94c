import { connect } from 'nats';
import { createIdSource, systemClock } from '../clock.ts';
import { Health } from '../health.ts';
import { createLogger } from '../log.ts';
import { type Bus, connectBus } from '../nats/bus.ts';
import { type Answer, serveRpc } from '../nats/rpc.ts';

/** A connection to NATS for a test, which can listen, tell and ask like a service; `password` for a NATS that has users. */
export async function connectTestBus(natsUrl: string, service = 'test', password?: string): Promise<Bus> {
  return connectBus({
    url: natsUrl,
    password,
    service,
    clock: systemClock,
    ids: createIdSource(systemClock),
    health: new Health(),
    log: createLogger(service, 'silent'),
  });
}

/**
 * Plays other services at the NATS boundary, so that one service can be tested alone: answers their requests with
 * `answers` until closed.
 */
export async function standIn(natsUrl: string, answers: Answer<undefined>[]): Promise<Bus> {
  const bus = await connectTestBus(natsUrl, 'stand-in');
  serveRpc(bus, undefined, answers);
  await bus.connection.flush();
  return bus;
}

/**
 * Every message of a subject from now on, as parsed JSON; `messages` grows. One that is told twice counts once, by its id, as
 * for who consumes it, unless `everyTime` is asked for.
 */
export async function recordSubject(natsUrl: string, subject: string, { everyTime = false } = {}) {
  const connection = await connect({ servers: natsUrl });
  const messages: { subject: string; data: Record<string, unknown> }[] = [];
  const heard = new Set<string>();
  connection.subscribe(subject, {
    callback(_error, message) {
      const { id, data } = message.json<{ id: string; data: Record<string, unknown> }>();
      if (heard.has(id) && !everyTime) return;
      heard.add(id);
      messages.push({ subject: message.subject, data });
    },
  });
  await connection.flush();
  return { messages, close: () => connection.close() };
}
