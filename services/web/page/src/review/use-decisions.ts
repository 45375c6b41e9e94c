import { RollcallError } from '@rollcall/client';
import { type RecordWithHistory, routes } from '@rollcall/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { outdate } from '../api/query.ts';
import { useErrorSentence } from '../ui/states.tsx';
import { say } from '../ui/toast.tsx';
import { dropFlagged } from './use-flagged.ts';

/** What is about to be rejected, or, after it was confirmed, to be marked absent after all. */
export interface Rejection {
  record: RecordWithHistory;
  name: string;
  isAfterAll: boolean;
}

/** Decisions about doubtful records, each with a way back: a decision stands, but a mark by hand overrides it. */
export function useDecisions(sessionId: string | undefined) {
  const { t } = useTranslation('review');
  const sentence = useErrorSentence();
  const [rejection, askToReject] = useState<Rejection>();
  const [busy, setBusy] = useState<string>();

  function decided({ _id }: RecordWithHistory): void {
    dropFlagged(sessionId, _id);
    void outdate(routes.teacherReport, routes.sessionReport, routes.listNotifications);
  }

  async function confirm(record: RecordWithHistory, name: string): Promise<void> {
    setBusy(record._id);
    try {
      await call(routes.confirmRecord, { ids: { id: record._id }, body: {} });
      decided(record);
      const rejectAfterAll = () => askToReject({ record, name, isAfterAll: true });
      say(t('confirmed', { name }), { label: t('rejectAfterAll'), act: rejectAfterAll });
    } catch (error) {
      if (isDecidedAlready(error)) decided(record);
      say(sentence(error));
    } finally {
      setBusy(undefined);
    }
  }

  /** Throws what refuses it, for the dialog that asked. */
  async function reject({ record, name, isAfterAll }: Rejection, reason: string): Promise<void> {
    if (isAfterAll) await mark(record, 'absent', reason);
    else await call(routes.rejectRecord, { ids: { id: record._id }, body: { reason } });
    decided(record);
    say(t('rejected', { name }), { label: t('confirmAfterAll'), act: () => void confirmAfterAll(record, name) });
  }

  async function confirmAfterAll(record: RecordWithHistory, name: string): Promise<void> {
    try {
      await mark(record, record.status, t('afterAll'));
      say(t('confirmed', { name }));
    } catch (error) {
      say(sentence(error));
    }
  }

  return { rejection, askToReject, busy, confirm, reject };
}

async function mark(
  { sessionId, studentId, roundNumber }: RecordWithHistory,
  status: RecordWithHistory['status'],
  reason: string,
): Promise<void> {
  await call(routes.markStudent, { ids: { id: sessionId, studentId }, body: { status, roundNumber, reason } });
  void outdate(routes.sessionReport);
}

function isDecidedAlready(error: unknown): boolean {
  return error instanceof RollcallError && ['record_not_flagged', 'record_not_found'].includes(error.code);
}
