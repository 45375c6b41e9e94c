import type { Consumer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { classEdited } from './class-edited.ts';
import { enrolmentAdded } from './enrolment-added.ts';
import { enrolmentRemoved } from './enrolment-removed.ts';

/** What the service reacts to. */
export const consumers: Consumer<Context>[] = [enrolmentAdded, enrolmentRemoved, classEdited];
