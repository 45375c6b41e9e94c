import type { RedisClient } from '@rollcall/service-kit';
import { readClockMs } from './clock.ts';
import { createLiveLoading } from './live-loading.ts';
import { createLiveMarks } from './live-marks.ts';
import { createLiveReadings } from './live-readings.ts';
import { createLiveRoster } from './live-roster.ts';
import { createRounds } from './rounds.ts';
import { createScanDecisions } from './scan-decisions.ts';
import { createWallCodes } from './wall-codes.ts';

export type LiveState = ReturnType<typeof createLiveState>;

/** The live state of sessions in Redis. All of it can be lost at any moment and is rebuilt from MongoDB. */
export function createLiveState(redis: RedisClient) {
  return {
    nowMs: () => readClockMs(redis),
    ...createScanDecisions(redis),
    ...createLiveMarks(redis),
    ...createWallCodes(redis),
    ...createRounds(redis),
    ...createLiveReadings(redis),
    ...createLiveLoading(redis),
    ...createLiveRoster(redis),
  };
}
