import type { RecordFlag, ScanBody, SessionPolicy } from '@rollcall/contracts';
import type { Trace } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { judgeLocation, type LocationVerdict } from '../../domain/geofence.ts';
import type { Judgement, ScanRefusal, SessionFacts } from '../../store/redis/scan-decisions.ts';
import { type DeviceUse, identifyDevice } from './identify-device.ts';

/** What a session that wants to know more than the code asks about a scan. */
export interface ScanEvidence {
  sessionId: string;
  studentId: string;
  /** The token or the typed code: what a device signs. */
  shownText: string;
  body: Pick<ScanBody, 'device' | 'location'>;
  facts: SessionFacts;
  /** As the live state knows it. */
  boundDevice: string | null;
}

export interface JudgedScan {
  judgement: Judgement;
  device: string | undefined;
  location: LocationVerdict | undefined;
}

/** One opinion: nothing to say, a doubt, or a refusal. */
type Opinion = { flag: RecordFlag } | { refusal: ScanRefusal } | undefined;

/**
 * Asks each judge in the order of the contract: device, location. A verdict about a face would be the third: a judge more in
 * this list.
 */
export async function judgeScan(context: Context, evidence: ScanEvidence, trace: Trace): Promise<JudgedScan> {
  const { facts, body } = evidence;
  const use = facts.device === 'off' ? undefined : await identifyDevice(context, evidence, trace);
  const location = facts.geofence && body.location && judgeLocation(facts.geofence, body.location);
  const opinions = [judgeDevice(facts.device, use), judgePlace(facts, location ?? undefined)];
  return { judgement: sum(opinions), device: use?.device, location: location ?? undefined };
}

function judgeDevice(policy: SessionPolicy['device'], use: DeviceUse | undefined): Opinion {
  if (policy === 'off' || use?.isBound) return undefined;
  if (policy === 'require') return { refusal: use ? 'device_not_bound' : 'device_required' };
  if (!use) return { flag: 'device_missing' };
  return { flag: use.isBound === undefined ? 'device_unchecked' : 'device_not_bound' };
}

function judgePlace({ geofence }: SessionFacts, location: LocationVerdict | undefined): Opinion {
  if (!geofence || geofence.policy === 'off' || location?.verdict === 'inside') return undefined;
  if (geofence.policy === 'require') return { refusal: location ? 'outside_geofence' : 'location_required' };
  if (!location) return { flag: 'location_missing' };
  return { flag: location.verdict === 'outside' ? 'outside_geofence' : 'location_uncertain' };
}

/** The first refusal, else all doubts. */
function sum(opinions: Opinion[]): Judgement {
  const said = opinions.filter((opinion) => opinion !== undefined);
  const refused = said.find((opinion) => 'refusal' in opinion);
  if (refused) return refused;
  return { flags: said.flatMap((opinion) => ('flag' in opinion ? opinion.flag : [])) };
}
