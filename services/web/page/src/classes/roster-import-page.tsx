import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { rosterSource } from '../imports/roster-source.ts';
import { useGo } from '../imports/use-go.ts';
import { ImportWizard } from '../imports/wizard.tsx';

const page = getRouteApi('/inside/shell/app/classes/$classId/import');

/** A file of students becomes those of a class. */
export function RosterImportPage() {
  const { t } = useTranslation('imports');
  const { classId } = page.useParams();
  const place = page.useSearch();
  const go = useGo();
  const source = useMemo(() => rosterSource(classId), [classId]);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <div>
        <h2 className="text-20">{t('roster.title')}</h2>
        <p className="text-quiet">{t('roster.about')}</p>
      </div>
      <ImportWizard source={source} place={place} go={go} />
    </div>
  );
}
