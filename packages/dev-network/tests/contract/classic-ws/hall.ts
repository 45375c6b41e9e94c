import { type Hall, openHall } from '../helpers/hall.ts';
import type { Origin } from '../helpers/http.ts';
import { start } from '../helpers/people.ts';

/** A hall with its open classic session. */
export async function openClassicHall(origin: Origin, size: number): Promise<Hall & { sessionId: string }> {
  const hall = await openHall(origin, size);
  return { ...hall, sessionId: await start(origin, hall.teacher, hall.classId) };
}
