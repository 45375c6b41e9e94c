import type { CallData, Scanned } from '@rollcall/client';
import { type ReportedLocation, scanRoutes } from '@rollcall/contracts';
import { call } from '../api/call.ts';
import { accessToken, currentLogIn } from '../log-in/access-token.ts';
import { inTime } from './in-time.ts';
import { locate, locationPermission, wantsLocation } from './place.ts';
import { bindOnce, proofOf } from './this-device.ts';

export type ScanAnswer = CallData<typeof scanRoutes.scan>;

/** A code on its way to a verdict. */
export interface Scan {
  scanned: Scanned;
  /** Aborted when another scan takes its place. */
  turn: AbortController;
  location?: ReportedLocation | undefined;
  /** Of a try that could not be stored: it stands for the code, should that change meanwhile. */
  receipt?: string | undefined;
}

/** A scan that could count without its place does not wait longer for it. */
const PLACE_MS = 5_000;

/** Sends a scan with all that this phone may tell. What takes time goes on side by side; most scans wait for nothing. */
export async function postScan(scan: Scan): Promise<ScanAnswer> {
  const { scanned, receipt, turn } = scan;
  const proof = proofOf(scanned);
  const permission = locationPermission();
  await accessToken();
  turn.signal.throwIfAborted();
  const [device, location] = await Promise.all([proof, scan.location ?? locationOf(scanned, permission), bindMine()]);
  const body = { ...scanned, ...(device && { device }), ...(location && { location }), ...(receipt && { receipt }) };
  return call(scanRoutes.scan, { body }, { signal: turn.signal });
}

async function bindMine(): Promise<void> {
  const logIn = currentLogIn();
  if (logIn.state === 'in' && logIn.user.role === 'student') await bindOnce(logIn.user._id);
}

/** Only where the session wants it and the browser may tell it without asking. */
async function locationOf(
  scanned: Scanned,
  permission: ReturnType<typeof locationPermission>,
): Promise<ReportedLocation | undefined> {
  if ((await permission) !== 'granted') return undefined;
  const located = wantsLocation(scanned).then((isWanted) => (isWanted ? locate() : undefined));
  return inTime(located, PLACE_MS);
}
