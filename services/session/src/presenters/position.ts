import type { SessionPosition } from '../store/sessions.ts';

/** The cursor of lists in the order of beginnings: behind which session they go on. */
export function positionOf({ beginsAt, _id }: SessionPosition): string {
  return `${beginsAt.getTime()}.${_id}`;
}

export function readPosition(cursor: string): SessionPosition {
  const [beginsAtMs, _id = ''] = cursor.split('.');
  return { beginsAt: new Date(Number(beginsAtMs)), _id };
}
