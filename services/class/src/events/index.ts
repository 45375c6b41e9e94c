import type { Consumer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { userDisabled, userEdited, userEnabled } from './user-changed.ts';

/** What the service reacts to. */
export const consumers: Consumer<Context>[] = [userEdited, userDisabled, userEnabled];
