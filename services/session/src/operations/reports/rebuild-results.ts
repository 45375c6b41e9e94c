import { countResults } from '../../domain/session-results.ts';
import type { RecordDocument } from '../../store/records.ts';
import { isSame, type ResultChanges } from '../../store/reports/result-changes.ts';
import type { SessionResults } from '../../store/reports/result-model.ts';
import type { SessionDocument } from '../../store/sessions.ts';

export interface RebuildSources {
  changes: ResultChanges;
  /** Sessions that have ended, by id, a page behind one of them; the last page is empty. */
  endedAfter(sessionId: string): Promise<SessionDocument[]>;
  recordsOf(sessionId: string): Promise<Pick<RecordDocument, 'studentId' | 'status' | 'verification'>[]>;
  isEnded(sessionId: string): Promise<boolean>;
}

export interface Difference {
  sessionId: string;
  problem: 'missing' | 'wrong' | 'of a session that has not ended';
}

const ATTEMPTS = 5;

/**
 * Holds the results of all ended sessions against their records, and with `repair` makes them so. Services may run meanwhile:
 * what differs is looked at again before it is reported.
 */
export async function* compareResults(sources: RebuildSources, repair: boolean): AsyncGenerator<Difference> {
  for await (const session of allEnded(sources)) {
    const problem = await settle(sources, session, repair);
    if (problem) yield { sessionId: session._id, problem };
  }
  yield* orphans(sources, repair);
}

async function* allEnded({ endedAfter }: RebuildSources): AsyncGenerator<SessionDocument> {
  for (let page = await endedAfter(''); page.length > 0; page = await endedAfter(page.at(-1)?._id ?? '')) yield* page;
}

async function settle(
  { changes, recordsOf }: RebuildSources,
  session: SessionDocument,
  repair: boolean,
): Promise<Difference['problem'] | undefined> {
  let problem: Difference['problem'] | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const known: SessionResults | null = await changes.getResults(session._id);
    const counted = countResults(session, await recordsOf(session._id));
    if (known && isSame(counted.results, known)) return repair ? problem : undefined;
    problem = known ? 'wrong' : 'missing';
    if (repair) await changes.put(counted, known);
  }
  return problem;
}

async function* orphans({ changes, isEnded }: RebuildSources, repair: boolean): AsyncGenerator<Difference> {
  for (let after = ''; ; ) {
    const page = await changes.resultIdsAfter(after);
    for (const sessionId of page) {
      if (await isEnded(sessionId)) continue;
      if (repair) await changes.removeResults([sessionId]);
      yield { sessionId, problem: 'of a session that has not ended' };
    }
    const last = page.at(-1);
    if (last === undefined) return;
    after = last;
  }
}
