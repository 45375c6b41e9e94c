import { acknowledgement, type ClientEvent, clientEvents } from '@rollcall/contracts';
import type { z } from 'zod';
import { RollcallError } from '../rollcall-error.ts';

export type EventRequest<Event extends ClientEvent> = z.input<(typeof clientEvents)[Event]['request']>;
export type EventResponse<Event extends ClientEvent> = z.output<(typeof clientEvents)[Event]['response']>;

/** The data of an acknowledgement; throws {@link RollcallError} for a refusal and for what is not the contract's. */
export function readAcknowledgement<Event extends ClientEvent>(event: Event, answer: unknown): EventResponse<Event> {
  const { success, data: acknowledged, error } = acknowledgement.safeParse(answer);
  if (!success) throw new RollcallError({ code: 'unexpected_answer', cause: error });
  if (!acknowledged.ok) throw new RollcallError({ code: acknowledged.code, message: acknowledged.error });
  const response = clientEvents[event].response.safeParse(acknowledged.data);
  if (!response.success) throw new RollcallError({ code: 'unexpected_answer', cause: response.error });
  return response.data as EventResponse<Event>;
}
