import { attendanceStatus } from '@rollcall/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from '../log-in/use-log-in.ts';
import { SelectField, TextField } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { ErrorWords } from '../ui/states.tsx';
import { MarkHistory } from './mark-history.tsx';
import { needsReason, type SessionReport, type SessionStudent } from './session-students.ts';
import { StatusChoice } from './status-choice.tsx';
import { useMark, useRecord } from './use-mark.ts';

interface MarkDialogProps {
  report: SessionReport;
  student: SessionStudent;
  onClose: () => void;
}

/** Changes what a round says about somebody, also after the end. */
export function MarkDialog({ report: { sessionId, classId, rounds }, student, onClose }: MarkDialogProps) {
  const { t } = useTranslation(['reports', 'common']);
  const { role } = useUser();
  const [roundNumber, setRoundNumber] = useState(rounds.at(-1)?.roundNumber ?? 1);
  const round = student.rounds.find((one) => one.roundNumber === roundNumber);
  const [status, setStatus] = useState(round?.status);
  const [reason, setReason] = useState('');
  const record = useRecord({ sessionId, roundNumber, studentId: student.studentId });
  const name = student.name ?? t('common:unknownPerson');
  const mark = useMark({ sessionId, studentId: student.studentId, name, onDone: onClose });
  const isReasonNeeded = role === 'admin' || (status !== undefined && needsReason(round, status));
  const choose = (number: number) => {
    setRoundNumber(number);
    setStatus(student.rounds.find((one) => one.roundNumber === number)?.status);
  };
  const submit = () => {
    if (status) mark.mutate({ roundNumber, status, reason: reason.trim(), rev: record.rev, before: round });
  };
  return (
    <FormDialog
      onClose={onClose}
      title={<bdi className="break-words">{name}</bdi>}
      about={t('mark.about')}
      action={t('common:actions.save')}
      busy={mark.isPending || record.isPending}
      disabled={!status || status === round?.status}
      after={<MarkHistory classId={classId} history={record.history} />}
      onSubmit={submit}
    >
      {rounds.length > 1 && (
        <SelectField
          label={t('session.round')}
          value={roundNumber}
          onChange={({ target }) => choose(Number(target.value))}
        >
          {rounds.map(({ roundNumber: number }) => (
            <option key={number} value={number}>
              {t('round', { number })}
            </option>
          ))}
        </SelectField>
      )}
      <StatusChoice label={t('mark.status')} options={attendanceStatus.options} value={status} onChange={setStatus} />
      <TextField
        label={isReasonNeeded ? t('mark.reason') : t('mark.reasonIfAny')}
        hint={isReasonNeeded && role === 'teacher' ? t('mark.overrides') : undefined}
        value={reason}
        required={isReasonNeeded}
        maxLength={500}
        autoComplete="off"
        onChange={({ target }) => setReason(target.value)}
      />
      {mark.isError && (
        <div role="alert">
          <ErrorWords error={mark.error} namespace="reports" />
        </div>
      )}
    </FormDialog>
  );
}
