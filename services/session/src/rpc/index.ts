import type { Answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { activeSessions } from './active-sessions.ts';
import { end } from './end.ts';
import { hasSessions } from './has-sessions.ts';
import { join } from './join.ts';
import { mark } from './mark.ts';
import { mine } from './mine.ts';
import { statusInClass } from './status-in-class.ts';
import { summary } from './summary.ts';

/** What the service answers over NATS. */
export const answers: Answer<Context>[] = [statusInClass, activeSessions, hasSessions, join, mark, summary, mine, end];
