import type { AttendanceStatus, Change } from '@rollcall/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorSentence } from '../ui/states.tsx';
import { say } from '../ui/toast.tsx';
import type { Entry } from './entries.ts';
import { backTo, isDecision, type Marks, wasChanged } from './use-marks.ts';

/** Who is looked at, and what is about to be marked. */
export interface Question {
  studentId: string;
  wanted?: AttendanceStatus;
  /** Somebody was faster. */
  isChanged?: boolean;
}

export interface Marking {
  question: Question | undefined;
  ask: (question: Question | undefined) => void;
  /** Marks at once, or asks for the reason that it needs. */
  mark: (studentId: string, status: AttendanceStatus, reason?: string) => void;
  undo: () => void;
}

/** Marks with all that is said about them: what was done and how to undo it, what was refused, and what needs a reason. */
export function useMarking(marks: Marks, entries: ReadonlyMap<string, Entry>): Marking {
  const { t } = useTranslation('board');
  const { t: common } = useTranslation();
  const sentence = useErrorSentence();
  const [question, ask] = useState<Question>();
  const nameOf = (studentId: string) => entries.get(studentId)?.name ?? common('unknownPerson');

  async function mark(studentId: string, status: AttendanceStatus, reason?: string): Promise<void> {
    const entry = entries.get(studentId);
    if (!entry) return;
    const words = { name: nameOf(studentId), status: common(`status.${status}`) };
    if (isAlready(entry.mark, status)) return say(t('already', words));
    if (needsReason(entry.mark, status) && reason === undefined) return ask({ studentId, wanted: status });
    try {
      await marks.mark(entry, status, reason);
      say(t('marked', words), { label: common('actions.undo'), act: undo });
    } catch (error) {
      if (wasChanged(error)) ask({ studentId, wanted: status, isChanged: true });
      else say(t('notMarked', { ...words, why: sentence(error) }));
    }
  }

  async function undo(): Promise<void> {
    const step = marks.last();
    if (!step) return say(t('nothingToUndo'));
    const { studentId, before } = step;
    const words = { name: nameOf(studentId), status: common(`status.${backTo(before)}`) };
    try {
      await marks.takeBack(step, entries.get(studentId)?.mark, t('takenBackReason'));
      say(before ? t('takenBack', words) : t('takenBackToNothing', words));
    } catch (error) {
      if (wasChanged(error)) ask({ studentId, wanted: backTo(before), isChanged: true });
      else say(t('notMarked', { ...words, why: sentence(error) }));
    }
  }

  return {
    question,
    ask,
    mark: (studentId, status, reason) => void mark(studentId, status, reason),
    undo: () => void undo(),
  };
}

/** A scan is evidence: whoever overrides it says why. */
export function needsReason(before: Change | undefined, status: AttendanceStatus): boolean {
  const isScan = before?.method === 'qr' || before?.method === 'code';
  return isScan && !isDecision(before, status);
}

function isAlready(before: Change | undefined, status: AttendanceStatus): boolean {
  return before?.status === status && before.verification === 'confirmed';
}
