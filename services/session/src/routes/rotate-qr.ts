import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { readWall } from '../operations/read-wall.ts';
import { presentWall } from './get-qr.ts';

export const rotateQr = operation(routes.rotateQr, async (context: Context, { ids, caller, trace }) => {
  const { codes } = await readWall(context, { by: caller, sessionId: ids.id }, 'all', trace);
  return presentWall(codes);
});
