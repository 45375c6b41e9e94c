import type { Consumer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { enrolmentAdded } from './enrolment-added.ts';

/** What the service reacts to. */
export const consumers: Consumer<Context>[] = [enrolmentAdded];
