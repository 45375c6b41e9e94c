import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@rollcall/client';
import { routes } from '@rollcall/contracts';

const POLL_MS = 200;

/** Puts people with accounts into a class by one file, as a hall is enrolled. */
export async function enrol(teacher: Client, classId: string, emails: string[]): Promise<void> {
  const file = { type: 'text/csv', bytes: Buffer.from(['email', ...emails].join('\n')) } as const;
  const ids = { id: classId };
  let state = await teacher.call(routes.importRoster, { ids, query: {}, file });
  while (state.status === 'queued' || state.status === 'running') {
    await wait(POLL_MS);
    state = await teacher.call(routes.getRosterImport, { ids: { ...ids, importId: state._id } });
  }
  if (state.counts.added !== emails.length) throw new Error(`enrolled: ${JSON.stringify(state)}`);
}
