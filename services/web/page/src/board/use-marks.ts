import { RollcallError } from '@rollcall/client';
import { type AttendanceStatus, type Change, type RecordWithHistory, routes } from '@rollcall/contracts';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { call } from '../api/call.ts';
import { outdate } from '../api/query.ts';
import type { Entry, OwnMark } from './entries.ts';

interface Done {
  studentId: string;
  before: Change | undefined;
}

export interface Marks {
  own: ReadonlyMap<string, OwnMark>;
  /** Marks somebody; shown at once, taken back and thrown when it is refused. */
  mark: (entry: Entry, status: AttendanceStatus, reason?: string) => Promise<void>;
  /** The last mark of this page that is not taken back; undefined when there is none. */
  last: () => Done | undefined;
  /** Sets somebody back to what was there before. */
  takeBack: (done: Done, now: Change | undefined, reason: string) => Promise<void>;
}

/** Marks by hand in the round that runs or ran last. */
export function useMarks(
  sessionId: string,
  roundNumber: number,
  shown: ReadonlyMap<string, Change> | undefined,
): Marks {
  const [own, setOwn] = useState<ReadonlyMap<string, OwnMark>>(new Map());
  const done = useRef<Done[]>([]);
  const latestShown = useRef(shown);
  useEffect(() => {
    latestShown.current = shown;
  });
  const revs = useRef(new Map<string, { rev: number; recordedAt: string }>());

  const put = useCallback((studentId: string, mark: OwnMark | undefined) => {
    setOwn((before) => {
      const next = new Map(before);
      if (mark) next.set(studentId, mark);
      else next.delete(studentId);
      return next;
    });
  }, []);

  const write = useCallback(
    async (
      { studentId, mark: before }: Pick<Entry, 'studentId' | 'mark'>,
      status: AttendanceStatus,
      reason?: string,
    ) => {
      const isConfirmed = isDecision(before, status);
      const over = latestShown.current?.get(studentId);
      put(studentId, { mark: hopedFor(studentId, roundNumber, before, status), isStored: false, over });
      try {
        const record = isConfirmed
          ? await confirm(sessionId, roundNumber, studentId, reason)
          : await store(sessionId, studentId, { status, reason, ...known(revs.current.get(studentId), before) });
        revs.current.set(studentId, { rev: record.rev, recordedAt: record.recordedAt });
        put(studentId, { mark: changeOf(record), isStored: true, over });
        void outdate(routes.listFlagged, routes.sessionReport, routes.teacherReport);
      } catch (error) {
        // Nobody knows whether a request without an answer was heard: the board will show it.
        put(studentId, undefined);
        throw error;
      }
    },
    [sessionId, roundNumber, put],
  );

  return useMemo(
    () => ({
      own,
      async mark(entry, status, reason) {
        const step = { studentId: entry.studentId, before: entry.mark };
        done.current.push(step);
        try {
          await write(entry, status, reason);
        } catch (error) {
          done.current = done.current.filter((one) => one !== step);
          throw error;
        }
      },
      last: () => done.current.at(-1),
      async takeBack(step, now, reason) {
        done.current = done.current.filter((one) => one !== step);
        const { studentId, before } = step;
        await write({ studentId, mark: now }, backTo(before), reason);
      },
    }),
    [own, write],
  );
}

/** What a mark is set back to. A record can't be made undone: whoever had none counts as absent, and can still scan. */
export function backTo(before: Change | undefined): AttendanceStatus {
  return before === undefined || before.verification === 'rejected' ? 'absent' : before.status;
}

/** A doubtful record that is marked as what it says is confirmed: it stays a scan. */
export function isDecision(before: Change | undefined, status: AttendanceStatus): boolean {
  return before?.verification === 'flagged' && before.status === status;
}

export function wasChanged(error: unknown): boolean {
  return error instanceof RollcallError && error.code === 'record_changed';
}

/** The revision that is known to be the one on the screen: none where nothing is, and that of one's own last mark. */
function known(rev: { rev: number; recordedAt: string } | undefined, before: Change | undefined): { rev?: number } {
  if (!before) return { rev: 0 };
  return rev && rev.recordedAt === before.recordedAt ? { rev: rev.rev } : {};
}

function hopedFor(
  studentId: string,
  roundNumber: number,
  before: Change | undefined,
  status: AttendanceStatus,
): Change {
  const stays = before && isDecision(before, status);
  return {
    studentId,
    roundNumber,
    status,
    verification: 'confirmed',
    method: stays ? before.method : 'manual',
    recordedAt: stays ? before.recordedAt : new Date().toISOString(),
  };
}

function store(
  sessionId: string,
  studentId: string,
  body: { status: AttendanceStatus; reason?: string | undefined; rev?: number },
) {
  return call(routes.markStudent, { ids: { id: sessionId, studentId }, body });
}

function confirm(sessionId: string, roundNumber: number, studentId: string, reason: string | undefined) {
  const id = `${sessionId}.${roundNumber}.${studentId}`;
  return call(routes.confirmRecord, { ids: { id }, body: reason === undefined ? {} : { reason } });
}

function changeOf({ studentId, roundNumber, status, verification, method, recordedAt }: RecordWithHistory): Change {
  return { studentId, roundNumber, status, verification, method, recordedAt };
}
