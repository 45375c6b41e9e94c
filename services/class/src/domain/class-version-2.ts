import type { MeetingTime, PolicyInput } from '@rollcall/contracts';
import { sortKeyOf } from '@rollcall/service-kit';
import { z } from 'zod';

interface ClassOfVersion1 {
  _id: string;
  className: string;
}

/** What version 2 of a class has anew, as it is for one of version 1: standing alone, without times. */
export function newFields({ _id, className }: ClassOfVersion1) {
  return {
    schemaVersion: 2,
    nameKey: sortKeyOf(className),
    courseId: _id,
    description: null as string | null,
    scheduleText: null as string | null,
    meetingTimes: [] as MeetingTime[],
    timeZone: null as string | null,
    // Added to version 2 later: one without it has none.
    sessionDefaults: {} as PolicyInput,
    archivedAt: null as Date | null,
    deletedAt: null as Date | null,
    revision: 0,
  };
}

const classOfVersion1 = z.looseObject({ _id: z.string(), className: z.string() });

/** The migration. What this release has written already stays. */
export function raiseClass(document: unknown) {
  const found = classOfVersion1.parse(document);
  return { $set: Object.fromEntries(Object.entries(newFields(found)).filter(([field]) => !(field in found))) };
}
