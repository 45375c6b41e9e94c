import { type Kind, kinds } from './audit-acts.ts';

/** What the address of the audit log says. */
export interface AuditFilters {
  /** A kind of thing, or an act; and one thing of that kind. */
  kind?: string | undefined;
  action?: string | undefined;
  entity?: string | undefined;
  /** Who acted or was acted upon. */
  user?: string | undefined;
  /** Days. */
  from?: string | undefined;
  to?: string | undefined;
}

const ID = /^[0-9a-f]{24}$/;

/** What is asked for it: days are those of the device, the last one included. What makes no sense is left out. */
export function queryOf({ kind, action, entity, user, from, to }: AuditFilters) {
  const type = kindOf(kind);
  return {
    ...(type && { entityType: type }),
    ...(type && entity && { entityId: entity }),
    ...(action && { action }),
    ...(user && ID.test(user) && { userId: user }),
    ...(from && { from: startOf(from, 0) }),
    ...(to && { to: startOf(to, 1) }),
  };
}

export function kindOf(kind: string | undefined): Kind | undefined {
  return kinds.find((one) => one === kind);
}

/** The beginning of a day, or of one so many days later. */
function startOf(date: string, days: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(year, month - 1, day + days).toISOString();
}

/** Entries by the day that they happened on, in their order. */
export function byDay<Entry extends { at: string }>(entries: readonly Entry[]): { day: string; entries: Entry[] }[] {
  const days: { day: string; entries: Entry[] }[] = [];
  for (const entry of entries) {
    const day = new Date(entry.at).toDateString();
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}
