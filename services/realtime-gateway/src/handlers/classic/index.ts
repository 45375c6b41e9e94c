import { type ClassicEvent, classicEvents } from '@rollcall/contracts';
import { attendanceMarked } from './attendance-marked.ts';
import { done } from './done.ts';
import { type ClassicHandler, on } from './handler.ts';
import { myAttendance } from './my-attendance.ts';
import { todaySummary } from './today-summary.ts';

const handlers: Record<ClassicEvent, ClassicHandler> = {
  ATTENDANCE_MARKED: on(classicEvents.ATTENDANCE_MARKED, attendanceMarked),
  TODAY_SUMMARY: on(classicEvents.TODAY_SUMMARY, todaySummary),
  MY_ATTENDANCE: on(classicEvents.MY_ATTENDANCE, myAttendance),
  DONE: on(classicEvents.DONE, done),
};

/** What a classic client may send, by event. */
export const classicHandlers: Record<string, ClassicHandler> = handlers;
