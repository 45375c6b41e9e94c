import { CircleCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isWriting } from '../board/use-board-keys.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Empty } from '../ui/states.tsx';
import { dayAndClock } from '../words/format.ts';
import { nameIn } from './evidence.ts';
import { FlaggedCard } from './flagged-card.tsx';
import { afterGone, readReviewKey, step } from './keys.ts';
import { useDecisions } from './use-decisions.ts';
import type { FlaggedSession } from './use-flagged.ts';

/** All that is doubtful, session by session, decided one by one. */
export function FlaggedList({ sessions, sessionId }: { sessions: FlaggedSession[]; sessionId: string | undefined }) {
  const { t } = useTranslation('review');
  const { t: common } = useTranslation();
  const { rejection, askToReject, busy, confirm, reject } = useDecisions(sessionId);
  const all = sessions.flatMap((of) =>
    of.records.map((record) => ({ record, name: nameIn(of.report, record.studentId) ?? common('unknownPerson') })),
  );
  const { current, choose } = useCurrent(all.map(({ record }) => record._id));

  useReviewKeys((key) => {
    const ids = all.map(({ record }) => record._id);
    if (key === 'next') choose(step(ids, current, 1));
    if (key === 'previous') choose(step(ids, current, -1));
    const chosen = all.find(({ record }) => record._id === current);
    if (!chosen || busy !== undefined) return;
    if (key === 'confirm') void confirm(chosen.record, chosen.name);
    if (key === 'reject') askToReject({ ...chosen, isAfterAll: false });
  });

  return (
    <>
      {all.length === 0 ? (
        <Empty icon={CircleCheck} title={t('noFlagged')} />
      ) : (
        <p className="mb-3 hidden text-14 text-quiet md:block">{t('keys')}</p>
      )}
      {sessions.map((of) => (
        <section key={of.session._id} aria-label={titleOf(of)} className="mb-6">
          <p className="mb-2 text-14 font-medium break-words">{titleOf(of)}</p>
          <div className="grid gap-3">
            {of.records.map((record) => {
              const name = nameIn(of.report, record.studentId) ?? common('unknownPerson');
              return (
                <FlaggedCard
                  key={record._id}
                  of={of}
                  record={record}
                  isCurrent={record._id === current}
                  isBusy={record._id === busy}
                  onFocus={() => choose(record._id)}
                  onConfirm={() => void confirm(record, name)}
                  onReject={() => askToReject({ record, name, isAfterAll: false })}
                />
              );
            })}
          </div>
        </section>
      ))}
      <ConfirmDialog
        open={rejection !== undefined}
        onClose={() => askToReject(undefined)}
        title={t('rejectTitle', { name: rejection?.name ?? '' })}
        about={t('rejectAbout')}
        action={t('reject')}
        danger
        reason={{ label: t('reason'), isNeeded: true, hint: t('rejectHint') }}
        run={async (reason = '') => rejection && reject(rejection, reason)}
      />
    </>
  );

  function titleOf({ session: { className, startedAt } }: FlaggedSession): string {
    return [className, startedAt && dayAndClock(startedAt)].filter(Boolean).join(' · ');
  }
}

/** The one that keys decide about: when it is gone, the one that takes its place has the focus. */
function useCurrent(ids: readonly string[]) {
  const [chosen, setChosen] = useState<string>();
  const before = useRef(ids);
  const isGone = chosen !== undefined && !ids.includes(chosen);
  const current = isGone ? afterGone(before.current, ids, chosen) : chosen;
  const list = ids.join();
  useEffect(() => {
    before.current = list === '' ? [] : list.split(',');
  }, [list]);
  useEffect(() => {
    if (current === undefined) return;
    setChosen(current);
    const card = document.querySelector<HTMLElement>(`[data-record="${current}"]`);
    if (card && !card.contains(document.activeElement)) card.focus();
  }, [current]);
  return { current, choose: setChosen };
}

function useReviewKeys(press: (key: NonNullable<ReturnType<typeof readReviewKey>>) => void): void {
  const latest = useRef(press);
  useEffect(() => {
    latest.current = press;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const key = readReviewKey(event);
      if (!key || isWriting(event.target)) return;
      event.preventDefault();
      latest.current(key);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}
