import type { Geofence } from '@rollcall/contracts';
import { recordSubject } from '@rollcall/service-kit/testing';
import fc from 'fast-check';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { distanceMetres, judgeLocation } from '../src/domain/geofence.ts';
import { openHall, type TestHall } from './helpers.ts';
import { openLecture } from './lecture.ts';
import { documentsOf, entriesOf } from './stored.ts';

const EARTH_RADIUS_METRES = 6_371_008.8;
const HALF_WAY_ROUND_METRES = Math.PI * EARTH_RADIUS_METRES;
/** What is lost in floating point half way round the earth; near a room it is far less. */
const ROUNDING_METRES = 1;

const STEPS = 1_000_000_000;
/** Evenly: most of what `fc.double` makes is all but nothing. */
const within = (min: number, max: number) =>
  fc.integer({ min: 0, max: STEPS }).map((step) => min + ((max - min) * step) / STEPS);
const place = fc.record({ latitude: within(-90, 90), longitude: within(-180, 180) });
const accuracy = within(0, 20_000_000);

/** The place so far from another one in a direction (radians from north), on a sphere. */
function awayFrom({ latitude, longitude }: { latitude: number; longitude: number }, metres: number, bearing: number) {
  const [lat, angle] = [(latitude * Math.PI) / 180, metres / EARTH_RADIUS_METRES];
  const there = Math.asin(Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(bearing));
  const turned = Math.atan2(
    Math.sin(bearing) * Math.sin(angle) * Math.cos(lat),
    Math.cos(angle) - Math.sin(lat) * Math.sin(there),
  );
  return { latitude: (there * 180) / Math.PI, longitude: longitude + (turned * 180) / Math.PI };
}

describe('the distance of two places', () => {
  it('is that of a place which lies so far away, in any direction', () => {
    const habitable = fc.record({ latitude: within(-80, 80), longitude: within(-180, 180) });
    fc.assert(
      fc.property(habitable, within(0, 100_000), within(0, 2 * Math.PI), (from, metres, bearing) => {
        expect(Math.abs(distanceMetres(from, awayFrom(from, metres, bearing)) - metres)).toBeLessThan(0.01);
      }),
    );
  });

  it('is the same both ways, nothing to itself, at most half way round, and never shorter by a detour', () => {
    fc.assert(
      fc.property(place, place, place, (one, two, three) => {
        const direct = distanceMetres(one, two);
        expect(direct).toBeGreaterThanOrEqual(0);
        expect(direct).toBeLessThanOrEqual(HALF_WAY_ROUND_METRES);
        expect(distanceMetres(one, one)).toBe(0);
        expect(Math.abs(direct - distanceMetres(two, one))).toBeLessThan(ROUNDING_METRES);
        const detour = distanceMetres(one, three) + distanceMetres(three, two);
        expect(direct).toBeLessThan(detour + ROUNDING_METRES);
      }),
    );
  });

  it('knows that the earth is round: over the date line, at a pole, half way round', () => {
    const at = (latitude: number, longitude: number) => ({ latitude, longitude });
    expect(distanceMetres(at(0, 179.999), at(0, -179.999))).toBeCloseTo(222.39, 1);
    expect(distanceMetres(at(90, 0), at(90, 137))).toBeCloseTo(0, 5);
    expect(distanceMetres(at(-90, 0), at(90, 0))).toBeCloseTo(HALF_WAY_ROUND_METRES, 0);
    expect(distanceMetres(at(60, 0), at(60, 0.001))).toBeCloseTo(55.6, 1);
  });
});

describe('a verdict', () => {
  const fence = fc.record({
    latitude: within(-80, 80),
    longitude: within(-180, 180),
    radiusMetres: within(10, 10_000),
    policy: fc.constant('require' as const),
  });
  const metres = within(0, 30_000);
  const phoneAt = (room: Geofence, far: number, accuracyMetres: number) => ({
    ...awayFrom(room, far, 1),
    accuracyMetres,
  });

  it('is outside only when all of the phone’s circle is, and inside only of a phone that knows to 100 m', () => {
    fc.assert(
      fc.property(fence, metres, fc.oneof(within(0, 200), accuracy), (room, far, accuracyMetres) => {
        // Too close to call.
        fc.pre(Math.abs(far - accuracyMetres - room.radiusMetres) > 0.01);
        const touches = far - accuracyMetres < room.radiusMetres;
        const { verdict } = judgeLocation(room, phoneAt(room, far, accuracyMetres));
        expect(verdict).toBe(!touches ? 'outside' : accuracyMetres <= 100 ? 'inside' : 'uncertain');
      }),
      { numRuns: 500 },
    );
  });

  it('never gets worse for whoever is closer, and the distance does not depend on how sure the phone is', () => {
    const order = ['inside', 'uncertain', 'outside'];
    fc.assert(
      fc.property(fence, metres, within(0, 1), accuracy, accuracy, (room, far, part, sure, unsure) => {
        const [there, closer] = [phoneAt(room, far, sure), phoneAt(room, far * part, sure)];
        const rank = (phone: typeof there) => order.indexOf(judgeLocation(room, phone).verdict);
        fc.pre(far - far * part > 0.01);
        expect(rank(closer)).toBeLessThanOrEqual(rank(there));
        const other = { ...there, accuracyMetres: unsure };
        expect(judgeLocation(room, other).distanceMetres).toBe(judgeLocation(room, there).distanceMetres);
      }),
    );
  });
});

describe('a scan with a place', () => {
  const room = { latitude: 48.137154, longitude: 11.576124, radiusMetres: 50 };
  let hall: TestHall;
  beforeAll(async () => {
    hall = await openHall();
  });
  afterAll(() => hall?.close());

  const open = async (policy: Geofence['policy'] = 'flag') => {
    const student = hall.auth.person('student');
    const lecture = await openLecture(hall, [student], { geofence: { ...room, policy } });
    const scan = (location: object) => lecture.post(student, { token: lecture.token, location });
    return { ...lecture, student, scan };
  };
  const near = (metres: number, accuracyMetres: number) => ({ ...awayFrom(room, metres, 2), accuracyMetres });

  it.each([
    { far: 40, accuracyMetres: 0, verdict: 'inside', flags: [] },
    { far: 140, accuracyMetres: 95, verdict: 'inside', flags: [] },
    { far: 160, accuracyMetres: 95, verdict: 'outside', flags: ['outside_geofence'] },
    { far: 0, accuracyMetres: 101, verdict: 'uncertain', flags: ['location_uncertain'] },
    { far: 5_000, accuracyMetres: 20_000_000, verdict: 'uncertain', flags: ['location_uncertain'] },
  ])('$far m away and sure to $accuracyMetres m is $verdict', async ({ far, accuracyMetres, verdict, flags }) => {
    const { scan } = await open();
    const { record } = (await scan(near(far, accuracyMetres))).body.data;
    expect(record).toMatchObject({ location: { verdict, distanceMetres: far }, flags });
  });

  it.each(['NaN', '1e999', '-1e999', '"1"', 'true', '[1]'])('of which a number is %s is none: 400', async (text) => {
    const { student, token, doubts } = await open();
    for (const name of ['latitude', 'longitude', 'accuracyMetres']) {
      const numbers = { latitude: '48', longitude: '11', accuracyMetres: '9', [name]: text };
      const location = Object.entries(numbers).map(([key, value]) => `"${key}":${value}`);
      const response = await fetch(`${hall.urls[0]}/api/v1/scans`, {
        method: 'POST',
        headers: { authorization: `Bearer ${hall.auth.token(student)}`, 'content-type': 'application/json' },
        body: `{"token":"${token}","location":{${location}}}`,
      });
      expect([name, response.status]).toEqual([name, 400]);
    }
    expect(await doubts()).toEqual({});
  });

  it('leaves its verdict and its distance, and its position nowhere: neither in MongoDB, Redis, nor events', async () => {
    const events = await recordSubject(hall.infra.nats.url, 'evt.>');
    // Numbers that no clock shows.
    const far = { latitude: 77.55512345, longitude: 111.66612345, accuracyMetres: 345.6789 };
    const verdict = { verdict: 'outside', distanceMetres: Math.round(distanceMetres(room, far)) };
    const strict = await open('require');
    expect((await strict.scan(far)).body.code).toBe('outside_geofence');
    const { scan, sessionId, student } = await open();
    const { record } = (await scan(far)).body.data;
    expect(record.location).toEqual(verdict);

    const mongo = await mongoose.createConnection(hall.infra.mongodb.url).asPromise();
    const inMongo = await vi.waitFor(async () => {
      const found = await documentsOf(mongo);
      expect(found.filter((text) => text.includes('"evidence"') && text.includes(sessionId))).toHaveLength(1);
      return found;
    }, 10_000);
    const inRedis = await entriesOf(hall);
    const heard = () =>
      events.messages.map((message) => JSON.stringify(message)).filter((text) => text.includes(record._id));
    await vi.waitFor(() => expect(heard()).not.toEqual([]), 10_000);
    await events.close();
    await mongo.close();

    const kept = inMongo.filter((text) => text.includes(record._id) && text.includes('"records"'));
    expect(kept).toHaveLength(1);
    expect(JSON.parse(kept[0] ?? '')).toMatchObject({ location: verdict });
    expect(inRedis.filter((text) => text.includes(student._id))).not.toEqual([]);
    for (const text of [...inMongo, ...inRedis, ...heard()]) expect(text).not.toMatch(/77\.5|111\.6|345\.6/);
  });
});
