import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { createClass as create } from '../operations/create-class.ts';
import { viewClass } from '../operations/view-classes.ts';

export const createClass = operation(routes.createClass, async (context: Context, { body, caller, trace }) => {
  const created = await create(context, { ...body, teacherId: caller.userId }, trace);
  return viewClass(context, created, caller, trace);
});
