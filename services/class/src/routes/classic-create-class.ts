import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { createClass } from '../operations/create-class.ts';
import { presentClass } from '../presenters/class.ts';

export const classicCreateClass = operation(
  routes.classicCreateClass,
  async (context: Context, { body, caller, trace }) => {
    const created = await createClass(context, { className: body.className, teacherId: caller.userId }, trace);
    return { ...presentClass(created), studentIds: [] };
  },
);
