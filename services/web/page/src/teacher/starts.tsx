import type { ClassView } from '@rollcall/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../ui/page.tsx';
import { useErrorSentence } from '../ui/states.tsx';
import { say } from '../ui/toast.tsx';
import { clock, dayAndClock } from '../words/format.ts';
import type { DayItem, TeacherDay } from './day.ts';
import { StartDialog } from './start-dialog.tsx';
import { StartRow } from './start-row.tsx';
import { type Start, useStart } from './use-start.ts';

/** What waits for its start today, then every other class: each with one button. */
export function Starts({
  today: { waiting, others, running },
  classes,
}: {
  today: TeacherDay;
  classes: readonly ClassView[];
}) {
  const { t } = useTranslation('teacher');
  const sentence = useErrorSentence();
  const start = useStart();
  const [asked, ask] = useState<{ of: ClassView; room: string | null }>();
  const startNow = (what: Start) => start.mutate(what, { onError: (error) => say(sentence(error)) });
  const busyClass = start.isPending ? start.variables.classId : undefined;
  const classOf = (classId: string) => classes.find(({ _id }) => _id === classId);
  const options = (of: ClassView | undefined, room: string | null) => of && (() => ask({ of, room }));
  return (
    <div className="grid grid-cols-1 gap-6">
      {waiting.length > 0 && (
        <Card title={t('today')}>
          <ul className="divide-y divide-line py-2">
            {waiting.map((item, index) => (
              <StartRow
                key={item.key}
                time={clock(item.startsAt)}
                className={item.className}
                about={aboutItem(item)}
                isMain={index === 0 && running.length === 0}
                isBusy={busyClass === item.classId}
                onStart={() => startNow(startOf(item))}
                onOptions={item.sessionId === null ? options(classOf(item.classId), item.room) : undefined}
              />
            ))}
          </ul>
        </Card>
      )}
      {others.length > 0 && (
        <Card title={waiting.length + running.length > 0 ? t('otherClasses') : t('classes')}>
          <ul className="divide-y divide-line py-2">
            {others.map((one) => (
              <StartRow
                key={one._id}
                className={one.className}
                about={aboutClass(one)}
                isMain={false}
                isBusy={busyClass === one._id}
                onStart={() => startNow({ classId: one._id })}
                onOptions={options(one, null)}
              />
            ))}
          </ul>
        </Card>
      )}
      {asked && (
        <StartDialog
          of={asked.of}
          room={asked.room}
          isBusy={start.isPending}
          error={start.error}
          onStart={(what) => start.mutate(what)}
          onClose={() => ask(undefined)}
        />
      )}
    </div>
  );

  function aboutItem({ room, endsAt }: DayItem) {
    return [room, endsAt && t('until', { time: clock(endsAt) })].filter(Boolean).join(' · ') || t('planned');
  }

  function aboutClass({ course, studentCount, nextMeeting }: ClassView) {
    const next = nextMeeting && t('next', { time: dayAndClock(nextMeeting.startsAt) });
    return [course?.name, studentCount !== null && t('students', { count: studentCount }), next]
      .filter(Boolean)
      .join(' · ');
  }
}

/** A meeting's session ends with it; a planned one as it was planned. */
function startOf({ classId, sessionId, room, endsAt }: DayItem): Start {
  if (sessionId) return { classId, sessionId };
  return { classId, ...(room !== null && { room }), ...(endsAt !== null && { endsAt }) };
}
