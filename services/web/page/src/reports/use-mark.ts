import { type AttendanceStatus, routes } from '@rollcall/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { asks, outdate } from '../api/query.ts';
import { useUser } from '../log-in/use-log-in.ts';
import { useErrorSentence } from '../ui/states.tsx';
import { say } from '../ui/toast.tsx';
import { cursorBefore, type StudentRound } from './session-students.ts';

interface RecordAt {
  sessionId: string;
  roundNumber: number;
  studentId: string;
}

/**
 * The record as it is now: its revision, so that nobody's change is overwritten unseen, and the changes before. Only teachers
 * may read that; 0 is the revision of none.
 */
export function useRecord({ sessionId, roundNumber, studentId }: RecordAt) {
  const { role } = useUser();
  const isTeacher = role === 'teacher';
  const { data, isLoading } = useQuery({
    ...asks(routes.listRecords, {
      ids: { id: sessionId },
      query: { cursor: cursorBefore(sessionId, roundNumber, studentId), limit: 1 },
    }),
    enabled: isTeacher,
    staleTime: 0,
    gcTime: 0,
  });
  const record = data?.items.find(({ _id }) => _id === `${sessionId}.${roundNumber}.${studentId}`);
  return { rev: data && (record?.rev ?? 0), history: record?.history ?? [], isPending: isLoading };
}

interface Mark {
  roundNumber: number;
  status: AttendanceStatus;
  reason: string;
  /** Undefined to change whatever is there. */
  rev: number | undefined;
  /** What there was, for undoing. */
  before: StudentRound | undefined;
}

/** Marks somebody: teachers in their classes, administrators where there is a record. */
export function useMark({
  sessionId,
  studentId,
  name,
  onDone,
}: Omit<RecordAt, 'roundNumber'> & { name: string; onDone: () => void }) {
  const { t } = useTranslation(['reports', 'common']);
  const { role } = useUser();
  const sentence = useErrorSentence('reports');
  const send = ({ roundNumber, status, reason, rev }: Omit<Mark, 'before'>) =>
    role === 'admin'
      ? call(routes.setRecordStatus, {
          ids: { id: `${sessionId}.${roundNumber}.${studentId}` },
          body: { status, reason, ...(rev !== undefined && { rev }) },
        })
      : call(routes.markStudent, {
          ids: { id: sessionId, studentId },
          body: { status, roundNumber, ...(reason && { reason }), ...(rev !== undefined && { rev }) },
        });
  return useMutation({
    mutationFn: send,
    onSuccess: async ({ rev }, { roundNumber, status, before }: Mark) => {
      onDone();
      // A doubt that was decided by this can't be brought back.
      const undo = before?.verification === 'confirmed' && {
        label: t('common:actions.undo'),
        act: () =>
          send({ roundNumber, status: before.status, reason: t('mark.undone'), rev }).then(refresh, (error) =>
            say(sentence(error)),
          ),
      };
      say(t('mark.done', { name, status: t(`common:status.${status}`) }), undo || undefined);
      await refresh();
    },
    onError: refresh,
  });
}

function refresh(): Promise<void> {
  return outdate(
    routes.sessionReport,
    routes.classReport,
    routes.studentReport,
    routes.courseReport,
    routes.institutionReport,
    routes.listRecords,
    routes.listFlagged,
    routes.listAllFlagged,
  );
}
