import { type AttendanceRecord, routes } from '@rollcall/contracts';
import type { Account } from './accounts.ts';

/** All records of a session, page by page. */
export async function readRecords(teacher: Account, sessionId: string): Promise<AttendanceRecord[]> {
  const records: AttendanceRecord[] = [];
  let cursor: string | undefined;
  do {
    const query = { cursor, limit: 500 };
    const page = await teacher.client.call(routes.listRecords, { ids: { id: sessionId }, query });
    records.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return records;
}
