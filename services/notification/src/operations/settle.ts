import type { Context } from '../context.ts';
import type { Settlement } from '../domain/draft.ts';

/** What was told about these counts as read, also when it is only heard of later. */
export async function settle({ settlements, notifications, clock }: Context, settled: Settlement[]): Promise<void> {
  await settlements.add(settled, new Date(clock.now()));
  await notifications.settle(settled);
}
