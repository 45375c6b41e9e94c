import { setTimeout as wait } from 'node:timers/promises';
import { AppError, systemTrace, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { runningRound } from '../domain/rounds.ts';
import type { RecordDocument } from '../store/records.ts';
import type { SessionDocument } from '../store/sessions.ts';
import { readBoundDevices } from './scan/identify-device.ts';
import { showMarks } from './show-marks.ts';
import { renewTypedCode, rotateWall, wallOf } from './wall.ts';

const WAIT_STEP_MS = 50;
const WAIT_STEPS = 30;
const DEVICES_PAGE = 1_000;

/**
 * Makes sure that an open session has its live state, its code and its rotation; builds them from roster and records
 * when they are missing, in one process at a time. Throws `try_again` when another one does not get it done.
 */
export async function ensureLive(context: Context, session: SessionDocument, trace: Trace): Promise<void> {
  for (let step = 0; step < WAIT_STEPS; step += 1) {
    if (await context.live.exists(session._id)) return;
    if (await context.live.withLock(session._id, () => load(context, session._id, trace))) return;
    await wait(WAIT_STEP_MS);
  }
  throw new AppError('try_again');
}

async function load(context: Context, sessionId: string, trace: Trace): Promise<void> {
  // Read again under the lock: it may have ended, or been loaded, meanwhile.
  const session = await context.sessions.get(sessionId);
  if (!session?.open || (await context.live.exists(sessionId))) return;
  const records = await context.records.allOfSession(sessionId);
  const roster = context.enrolments.roster(session.classId, trace);
  const asked = session.policy.device !== 'off' && {
    devices: devicesOf(context, session, trace),
    deviceUses: await context.evidence.deviceUses(sessionId),
  };
  await context.live.load({ session, roster, records, ...asked });
  await showMissed(context, sessionId, trace);
  if (session.status === 'active' && runningRound(session)) await openWall(context, session, trace);
}

/** Fills the wall of the round that runs, typed code included, and has it rotated from now on. */
export async function openWall(context: Context, session: SessionDocument, trace: Trace): Promise<void> {
  const round = wallOf(session);
  await renewTypedCode(context, round, trace);
  await rotateWall(context, round, 'all', systemTrace(trace.requestId));
  await context.rotation.start(session._id, round.roundNumber, session.policy.rotationSeconds);
}

/** What was stored while the state was being built found no place to be shown. */
async function showMissed(context: Context, sessionId: string, trace: Trace): Promise<void> {
  const records = await context.records.allOfSession(sessionId);
  const byRound = Map.groupBy(records, ({ roundNumber }: RecordDocument) => roundNumber);
  for (const ofRound of byRound.values()) await showMarks(context, ofRound, trace);
}

/** Without auth there are none: it is asked for each device that scans then. */
async function* devicesOf(context: Context, session: SessionDocument, trace: Trace) {
  try {
    for await (const studentIds of context.enrolments.roster(session.classId, trace)) {
      for (let start = 0; start < studentIds.length; start += DEVICES_PAGE) {
        yield await readBoundDevices(context, studentIds.slice(start, start + DEVICES_PAGE), trace);
      }
    }
  } catch (error) {
    context.log.warn({ err: error, sessionId: session._id }, 'live state: built without the devices of all students');
  }
}
