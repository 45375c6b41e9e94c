import { type EventData, envelope, events } from '@rollcall/contracts';
import type { Bus } from '@rollcall/service-kit';

/** The events about marks that went over NATS, by record id: the ids of those that told it. */
export type HeardEvents = ReadonlyMap<string, ReadonlySet<string>>;

const recorded = envelope(events.attendanceRecorded.data);

/** Keeps what is published about attendance from now on, by a plain subscription that no stream is needed for. */
export async function hearEvents({ connection }: Pick<Bus, 'connection'>): Promise<HeardEvents> {
  const heard = new Map<string, Set<string>>();
  connection.subscribe('evt.attendance.>', {
    callback: (error, message) => {
      if (error || message.subject !== events.attendanceRecorded.subject) return;
      const { id, data } = recorded.parse(JSON.parse(message.string()));
      const { recordId } = data as EventData<'attendanceRecorded'>;
      heard.set(recordId, (heard.get(recordId) ?? new Set()).add(id));
    },
  });
  await connection.flush();
  return heard;
}

export interface EventVerdict {
  /** Acknowledged marks that no event told. */
  missing: number;
  /** Marks told by events of different ids: whoever handles each id once would count them twice. */
  twice: number;
}

/** Holds the events against the marks that were acknowledged. */
export function judgeEvents(recordIds: readonly string[], heard: HeardEvents): EventVerdict {
  const ids = recordIds.map((recordId) => heard.get(recordId)?.size ?? 0);
  return { missing: ids.filter((size) => size === 0).length, twice: ids.filter((size) => size > 1).length };
}
