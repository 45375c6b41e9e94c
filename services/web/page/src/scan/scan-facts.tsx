import { useTranslation } from 'react-i18next';
import { classes } from '../ui/classes.ts';
import { Time } from '../ui/time.tsx';
import type { ScanAnswer } from './post-scan.ts';

/** What a scan was for, as on a boarding pass. What is not known is left out. */
export function ScanFacts({ answer }: { answer: ScanAnswer }) {
  const { t } = useTranslation('scan');
  const { className, courseName, teacherName, room, record } = answer;
  const facts = [
    { name: 'class', value: className, isWide: true },
    { name: 'course', value: courseName, isWide: true },
    { name: 'teacher', value: teacherName, isWide: true },
    { name: 'room', value: room },
    { name: 'time', value: <Time at={record.recordedAt} /> },
  ] as const;
  return (
    <dl className="mt-8 grid w-full max-w-[400px] grid-cols-2 gap-x-4 gap-y-4 border-t-2 border-dashed border-current/50 pt-6 text-start">
      {facts.map((fact) => {
        if (!fact.value) return null;
        return (
          <div key={fact.name} className={classes('min-w-0', 'isWide' in fact && 'col-span-2')}>
            <dt className="text-14">{t(`facts.${fact.name}`)}</dt>
            <dd dir="auto" className="line-clamp-3 text-20 font-medium break-words">
              {fact.value}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
