import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, Download, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { saveFile } from '../api/save-file.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { Card } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { dayAndClock } from '../words/format.ts';
import type { StateProps } from './check-step.tsx';
import { csvOf } from './csv.ts';
import { importedIn, leftOutIn, sumOf } from './results.ts';
import { useFileWords } from './use-file-words.ts';
import { useLeftOut } from './use-left-out.ts';

/** What came of an import, in a sentence, and what can be done next. */
export function Done({ source, go, state }: Omit<StateProps, 'result'>) {
  const { t } = useTranslation('imports');
  const words = useFileWords();
  const leftOut = leftOutIn(state.counts);
  const readLeftOut = useLeftOut(source, state);
  const save = useMutation({
    mutationFn: async () => saveFile({ content: csvOf(await readLeftOut(leftOut)), fileName: t('run.leftName') }, ''),
  });
  const imported = importedIn(state.counts);
  const isGood = state.status === 'done';
  const Icon = isGood ? CircleCheck : TriangleAlert;
  return (
    <Card className="grid gap-4 p-4 md:p-6">
      <div role="status" className="grid gap-1">
        <h2 className={`flex items-start gap-3 text-20 ${isGood ? 'text-present' : 'text-absent'}`}>
          <Icon aria-hidden size={28} className="shrink-0" />
          {isGood &&
            t(imported > 0 ? 'run.done' : 'run.doneNothing', { what: t(`${source.kind}.unit`, { count: imported }) })}
          {state.status === 'refused' && t('run.refused')}
          {state.status === 'failed' && t('run.failed')}
        </h2>
        {state.status === 'refused' && <p>{t('run.refusedAbout', { count: state.counts.invalid ?? 0 })}</p>}
        {state.status === 'failed' && <p>{t('run.failedAbout', { why: words.ofRow(state.problem) })}</p>}
        {state.finishedAt && (
          <p className="text-14 text-quiet">{t('run.finished', { when: dayAndClock(state.finishedAt) })}</p>
        )}
      </div>
      <Problem>{save.error ? words.ofRefusal(save.error) : undefined}</Problem>
      <div className="flex flex-wrap gap-3">
        {source.kind === 'users' ? (
          <Link to="/app/admin/users" className={buttonClass({ look: 'main' })}>
            {t('users.toList')}
          </Link>
        ) : (
          <Link
            to="/app/classes/$classId/roster"
            params={{ classId: source.place }}
            className={buttonClass({ look: 'main' })}
          >
            {t('roster.toList')}
          </Link>
        )}
        {leftOut.length > 0 && (
          <Button icon={Download} busy={save.isPending} onClick={() => save.mutate()}>
            {t('run.left', { count: sumOf(state.counts, leftOut) })}
          </Button>
        )}
        <Button onClick={() => go({}, true)}>{t(`${source.kind}.again`)}</Button>
      </div>
    </Card>
  );
}
