import type { EventName } from '@rollcall/contracts';
import type { BatchConsumer, ReceivedEvent } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { notify } from '../operations/notify.ts';
import { settle } from '../operations/settle.ts';
import { enqueueDeliveries } from '../webhooks/enqueue-deliveries.ts';
import { attendanceChanged } from './attendance-changed.ts';
import { attendanceFlagged } from './attendance-flagged.ts';
import { attendanceRecorded } from './attendance-recorded.ts';
import { attendanceReviewed } from './attendance-reviewed.ts';
import { deviceResetApproved, deviceResetRejected } from './device-reset-decided.ts';
import { excuseDecided } from './excuse-decided.ts';
import { excuseRequested } from './excuse-requested.ts';
import { excuseWithdrawn } from './excuse-withdrawn.ts';
import { readFacts } from './facts.ts';
import type { React } from './reaction.ts';
import { sessionCancelled } from './session-cancelled.ts';
import { sessionEnded } from './session-ended.ts';
import { sessionScheduled } from './session-scheduled.ts';
import { sessionStarted } from './session-started.ts';

/** What the service reacts to, and how. */
const reactions: { [Name in EventName]?: React<Name> } = {
  sessionScheduled,
  sessionStarted,
  sessionEnded,
  sessionCancelled,
  attendanceRecorded,
  attendanceChanged,
  attendanceFlagged,
  attendanceReviewed,
  excuseRequested,
  excuseWithdrawn,
  excuseDecided,
  deviceResetApproved,
  deviceResetRejected,
};

export const batches: BatchConsumer<Context> = {
  names: Object.keys(reactions) as EventName[],
  most: 500,
  handle: takeEvents,
};

/** Each step bears being repeated: a batch that fails in the middle comes again. */
async function takeEvents(context: Context, received: ReceivedEvent[]): Promise<void> {
  const facts = await readFacts(context, received);
  const all = await Promise.all(
    received.map((event) => (reactions[event.name] as React<EventName> | undefined)?.(context, event, facts) ?? {}),
  );
  await settle(
    context,
    all.flatMap(({ settled = [] }) => settled),
  );
  await notify(
    context,
    all.flatMap(({ drafts = [] }) => drafts),
  );
  await enqueueDeliveries(context, received);
}
