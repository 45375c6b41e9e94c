import { newTally, type Tally, tally } from './rates.ts';
import { statusOf } from './result-letters.ts';

interface Results {
  rosterId: string;
  statuses: string;
}

/** The results of sessions, the first first, student by student. */
export function tallyStudents(sessions: Results[], rosters: ReadonlyMap<string, string[]>): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  // Sessions share rosters, so that nobody is looked up session by session.
  const byRoster = new Map<string, Tally[]>();

  function talliesOf(rosterId: string): Tally[] {
    const known = byRoster.get(rosterId);
    if (known) return known;
    const found = (rosters.get(rosterId) ?? []).map((studentId) => {
      const one = tallies.get(studentId) ?? newTally();
      tallies.set(studentId, one);
      return one;
    });
    byRoster.set(rosterId, found);
    return found;
  }

  for (const { rosterId, statuses } of sessions) {
    for (const [at, one] of talliesOf(rosterId).entries()) tally(one, statusOf(statuses.charAt(at)));
  }
  return tallies;
}
