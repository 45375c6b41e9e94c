import type { Answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { absencesInARow } from './absences-in-a-row.ts';
import { activeSessions } from './active-sessions.ts';
import { end } from './end.ts';
import { endRound } from './end-round.ts';
import { hasSessions } from './has-sessions.ts';
import { mark } from './mark.ts';
import { mayJoin } from './may-join.ts';
import { mine } from './mine.ts';
import { positions } from './positions.ts';
import { snapshot } from './snapshot.ts';
import { startRound } from './start-round.ts';
import { statusInClass } from './status-in-class.ts';
import { summary } from './summary.ts';

/** What the service answers over NATS. */
export const answers: Answer<Context>[] = [
  statusInClass,
  activeSessions,
  hasSessions,
  absencesInARow,

  mayJoin,
  snapshot,
  positions,

  mark,
  summary,
  mine,
  startRound,
  endRound,
  end,
];
