import type { RollcallError } from '@rollcall/client';
import { currentLogIn } from '../log-in/access-token.ts';
import { locate, locationPermission } from './place.ts';
import type { Scan } from './post-scan.ts';
import { bind } from './this-device.ts';

const bound = new WeakSet<Scan>();

/** Does what can be done about a refusal without asking anybody: true when the same scan is worth sending again. */
export async function mend(scan: Scan, { code, receipt }: RollcallError): Promise<boolean> {
  if (receipt) scan.receipt = receipt;
  if (code === 'device_not_bound') return bindAgain(scan);
  if (code !== 'location_required' || scan.location) return false;
  if ((await locationPermission()) !== 'granted') return false;
  scan.location = await locate().catch(() => undefined);
  return scan.location !== undefined;
}

/** What this browser knows of its binding may be older than a reset. */
async function bindAgain(scan: Scan): Promise<boolean> {
  const logIn = currentLogIn();
  if (bound.has(scan) || logIn.state !== 'in') return false;
  bound.add(scan);
  return bind(logIn.user._id);
}
