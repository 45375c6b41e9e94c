import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { acceptScan } from '../operations/accept-scan.ts';
import { presentRecord } from '../presenters/present.ts';

export const scan = operation(routes.scan, async (context: Context, { body, caller, trace }) => {
  const scanned = await acceptScan(context, body.token, caller.userId, trace);
  const { record, alreadyRecorded, className, teacherName, room } = scanned;
  return {
    record: presentRecord(record),
    status: record.status,
    alreadyRecorded,
    className,
    courseName: null,
    teacherName,
    room,
  };
});
