import { z } from 'zod';
import { id, instant } from '../values.ts';
import { defineRoutes, download, route } from './route.ts';

/** What a feed's address is made of: 32 random bytes. */
const CALENDAR_KEY = /^[0-9a-f]{64}$/;
const ofClass = { id: 'class_not_found' } as const;
const errors = ['class_not_found', 'not_class_teacher', 'enrolment_required'] as const;
const own = { paths: ['/api/v1/calendars/classes/:id'], access: 'any', ids: ofClass, errors } as const;

export const calendarRoutes = defineRoutes('session', {
  makeCalendarKey: route({
    summary: 'Make an address of my own for the calendar of a class, shown this once; one that I had before is dead',
    method: 'POST',
    ...own,
    status: 201,
    data: z.object({ classId: id, url: z.url(), key: z.string().regex(CALENDAR_KEY), madeAt: instant }),
  }),

  getCalendarKey: route({
    summary: 'Whether I have an address for the calendar of a class, and since when',
    method: 'GET',
    ...own,
    data: z.object({ classId: id, madeAt: instant.nullable() }),
  }),

  revokeCalendarKey: route({
    summary: 'End my address for the calendar of a class',
    method: 'DELETE',
    ...own,
    data: z.object({ classId: id, revoked: z.boolean() }),
  }),

  calendar: route({
    summary: 'The scheduled sessions of a class as a calendar (RFC 5545), for whoever has the address',
    method: 'GET',
    paths: ['/api/v1/calendars/:key.ics'],
    access: 'public',
    ids: { key: { notFound: 'calendar_not_found', pattern: CALENDAR_KEY } },
    data: download,
    produces: ['text/calendar'],
    errors: ['calendar_not_found'],
  }),
});
