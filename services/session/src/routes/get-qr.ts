import { type QrCode, routes, type Wall } from '@rollcall/contracts';
import { AppError, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { readWall } from '../operations/read-wall.ts';

export const getQr = operation(routes.getQr, async (context: Context, { ids, caller, trace }) => {
  const { codes } = await readWall(context, { by: caller, sessionId: ids.id }, 'due', trace);
  return presentWall(codes);
});

/** The first code, and all of them. */
export function presentWall(codes: QrCode[]): Wall {
  const [first] = codes;
  if (!first) throw new AppError('round_not_active');
  return { ...first, codes };
}
