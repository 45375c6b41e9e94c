import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { createClass as create } from '../operations/create-class.ts';
import { presentClass } from '../presenters/class.ts';

export const createClass = operation(routes.createClass, async (context: Context, { body, caller, trace }) =>
  presentClass(await create(context, { className: body.className, teacherId: caller.userId }, trace)),
);
