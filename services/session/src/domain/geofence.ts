import type { Geofence, ReportedLocation } from '@rollcall/contracts';

/** What is kept of a position. */
export interface LocationVerdict {
  verdict: 'inside' | 'outside' | 'uncertain';
  distanceMetres: number;
}

/** The earth's mean radius (IUGG), metres. */
const EARTH_RADIUS_METRES = 6_371_008.8;
/** A phone that is less sure of its place than this says nothing about a room. */
const USEFUL_ACCURACY_METRES = 100;

/**
 * Whether a phone is in the room as far as it can tell: `inside` when the circle that it believes itself in touches the
 * fence, `outside` when it does not, `uncertain` when that circle is so large that it says nothing.
 */
export function judgeLocation(fence: Geofence, phone: ReportedLocation): LocationVerdict {
  const distance = distanceMetres(fence, phone);
  const touches = distance - phone.accuracyMetres <= fence.radiusMetres;
  const useful = phone.accuracyMetres <= USEFUL_ACCURACY_METRES;
  const verdict = !touches ? 'outside' : useful ? 'inside' : 'uncertain';
  return { verdict, distanceMetres: Math.round(distance) };
}

/** The distance of two places on the surface of the earth by the haversine formula, metres. */
export function distanceMetres(
  from: { latitude: number; longitude: number },
  to: { latitude: number; longitude: number },
): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (degrees: number) => Math.sin(radians(degrees) / 2) ** 2;
  const a =
    half(to.latitude - from.latitude) +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * half(to.longitude - from.longitude);
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(a)));
}
