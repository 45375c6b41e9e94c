import type { Answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { end } from './end.ts';
import { join } from './join.ts';
import { mark } from './mark.ts';
import { mine } from './mine.ts';
import { statusInClass } from './status-in-class.ts';
import { summary } from './summary.ts';

/** What the service answers over NATS. */
export const answers: Answer<Context>[] = [statusInClass, join, mark, summary, mine, end];
