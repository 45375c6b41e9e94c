/** Where the phone is: asked for only when a session wants to know, and never kept. */
import type { Scanned } from '@rollcall/client';
import { lifecycleRoutes, type ReportedLocation, type Session } from '@rollcall/contracts';
import { call } from '../api/call.ts';
import { sessionIdOf } from './scanned-code.ts';

const LOCATE_MS = 10_000;
/** A position that is not older may be told again. */
const FRESH_MS = 30_000;

export type LocationPermission = 'granted' | 'denied' | 'prompt';

/** Whether the browser may tell: `prompt` where it would ask first, and where it does not say. */
export async function locationPermission(): Promise<LocationPermission> {
  try {
    return (await navigator.permissions.query({ name: 'geolocation' })).state;
  } catch {
    return 'prompt';
  }
}

/** Whether the session of what was scanned wants to know the place. Of a typed code: whether any that is open does. */
export async function wantsLocation(scanned: Scanned): Promise<boolean> {
  if ('code' in scanned) {
    const { items } = await call(lifecycleRoutes.listSessions, { query: { status: 'active' } });
    return items.some(asksForPlace);
  }
  const id = sessionIdOf(scanned.token);
  return id !== undefined && asksForPlace(await call(lifecycleRoutes.getSession, { ids: { id } }));
}

/**
 * The position, as exactly as the phone can, at most so many ms old. Throws a `GeolocationPositionError`; the browser asks
 * when it has to.
 */
export async function locate(maximumAge = FRESH_MS): Promise<ReportedLocation> {
  const { coords } = await new Promise<GeolocationPosition>((resolve, reject) => {
    const wishes = { enableHighAccuracy: true, timeout: LOCATE_MS, maximumAge };
    navigator.geolocation.getCurrentPosition(resolve, reject, wishes);
  });
  return { latitude: coords.latitude, longitude: coords.longitude, accuracyMetres: coords.accuracy };
}

function asksForPlace({ policy: { geofence } }: Session): boolean {
  return geofence !== null && geofence.policy !== 'off';
}
