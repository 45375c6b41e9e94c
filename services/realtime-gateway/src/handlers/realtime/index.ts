import { type ClientEvent, clientEvents } from '@rollcall/contracts';
import { endRound } from './end-round.ts';
import { endSession } from './end-session.ts';
import { getMine } from './get-mine.ts';
import { getSummary } from './get-summary.ts';
import { on, type RealtimeHandler } from './handler.ts';
import { joinSession } from './join-session.ts';
import { leaveSession } from './leave-session.ts';
import { markAttendance } from './mark-attendance.ts';
import { refreshToken } from './refresh-token.ts';
import { startRound } from './start-round.ts';

const handlers: Record<ClientEvent, RealtimeHandler> = {
  'session:join': on(clientEvents['session:join'], joinSession),
  'session:leave': on(clientEvents['session:leave'], leaveSession),
  'attendance:mark': on(clientEvents['attendance:mark'], markAttendance),
  'summary:get': on(clientEvents['summary:get'], getSummary),
  'attendance:mine': on(clientEvents['attendance:mine'], getMine),
  'round:start': on(clientEvents['round:start'], startRound),
  'round:end': on(clientEvents['round:end'], endRound),
  'auth:refresh': on(clientEvents['auth:refresh'], refreshToken),
  'session:end': on(clientEvents['session:end'], endSession),
};

/** What a Socket.IO client may send, by event. */
export const realtimeHandlers: Record<string, RealtimeHandler> = handlers;
