import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { readWall } from '../operations/read-wall.ts';
import { presentWall } from '../presenters/wall.ts';

export const getQr = operation(routes.getQr, async (context: Context, { ids, caller, trace }) =>
  presentWall(await readWall(context, { by: caller, sessionId: ids.id }, 'due', trace)),
);
