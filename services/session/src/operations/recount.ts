import type { Summary } from '@rollcall/contracts';
import type { Context } from '../context.ts';
import { summariseSession } from '../domain/status.ts';

const ATTEMPTS = 5;

/** Brings the summary of an ended session in line with its records: whoever writes it last has seen all changes before. */
export async function recount(context: Context, sessionId: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const session = await context.sessions.get(sessionId);
    if (session?.status !== 'ended' || !session.summary) return;
    const records = await context.records.allOfSession(sessionId);
    const counted = summariseSession(session, records);
    // Who was enrolled at the end has a record; a total that was larger then stays.
    const summary = { ...counted, total: Math.max(counted.total, session.summary.total) };
    if (isSame(summary, session.summary)) return;
    await context.sessions.setSummary(sessionId, summary);
  }
}

function isSame(one: Summary, other: Summary): boolean {
  return Object.entries(one).every(([name, count]) => other[name as keyof Summary] === count);
}
