import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { attachDocument } from '../operations/excuses/attach-document.ts';
import { listExcuses, withName } from '../operations/excuses/list-excuses.ts';
import { requestExcuse as request } from '../operations/excuses/request-excuse.ts';
import { withdrawExcuse as withdraw } from '../operations/excuses/withdraw-excuse.ts';

export const requestExcuse = operation(routes.requestExcuse, async (context: Context, { body, caller, trace }) =>
  withName(context, await request(context, body, caller, trace), trace),
);

export const listMyExcuses = operation(routes.listMyExcuses, async (context: Context, { query, caller, trace }) =>
  listExcuses(context, { ...query, whose: { studentId: caller.userId } }, trace),
);

export const withdrawExcuse = operation(routes.withdrawExcuse, async (context: Context, { ids, caller, trace }) =>
  withName(context, await withdraw(context, ids.id, caller.userId, trace), trace),
);

export const attachToExcuse = operation(routes.attachToExcuse, async (context: Context, { ids, file, caller, trace }) =>
  withName(context, await attachDocument(context, ids.id, caller.userId, file), trace),
);
