import type { EventName } from '@rollcall/contracts';
import type { ReceivedEvent } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import type { Draft, Settlement } from '../domain/draft.ts';
import type { Facts } from './facts.ts';

/** What follows from an event: whom to tell what, and what is settled by it. */
export interface Reaction {
  drafts?: Draft[];
  settled?: Settlement[];
}

/** Must bear the same event twice, and any order. */
export type React<Name extends EventName> = (
  context: Context,
  event: ReceivedEvent<Name>,
  facts: Facts,
) => Reaction | Promise<Reaction>;

/** When an event happened, by the clock of who tells it. */
export const timeOf = ({ time }: { time: string }) => new Date(time);
