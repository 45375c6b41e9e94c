import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { decideRecord } from '../operations/decide-record.ts';
import { presentWithHistory } from '../presenters/present.ts';

export const confirmRecord = operation(routes.confirmRecord, async (context: Context, { ids, body, caller, trace }) => {
  const decision = { by: caller, verification: 'confirmed', reason: body.reason ?? null } as const;
  return presentWithHistory(await decideRecord(context, ids.id, decision, trace));
});

export const rejectRecord = operation(routes.rejectRecord, async (context: Context, { ids, body, caller, trace }) => {
  const decision = { by: caller, verification: 'rejected', reason: body.reason } as const;
  return presentWithHistory(await decideRecord(context, ids.id, decision, trace));
});
