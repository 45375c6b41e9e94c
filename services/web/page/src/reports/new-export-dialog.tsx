import { type ExportScope, routes } from '@rollcall/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { outdate } from '../api/query.ts';
import { useUser } from '../log-in/use-log-in.ts';
import { SelectField } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { ErrorWords } from '../ui/states.tsx';
import { type ExportKind, exportKinds } from './export-kinds.ts';
import { ExportTarget } from './export-target.tsx';
import { type PeriodSearch, rangeOf } from './period.ts';
import { PeriodFilter } from './period-filter.tsx';

const scopes = ['class', 'course', 'institution'] as const satisfies ExportScope[];

/** Asks what is to be in a file. */
export function NewExportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['reports', 'common']);
  const { role } = useUser();
  const [what, setWhat] = useState<ExportScope>('class');
  const [ofId, setOfId] = useState('');
  const [period, setPeriod] = useState<PeriodSearch>({});
  const [kind, setKind] = useState<ExportKind>('xlsx');
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => {
      const { format, bom } = exportKinds.find(({ key }) => key === kind) ?? exportKinds[0];
      return call(routes.createExport, {
        body: { what, format, bom, ...rangeOf(period), ...(what !== 'institution' && { ofId }) },
      });
    },
    onSuccess: async () => {
      await outdate(routes.listExports);
      onClose();
    },
  });
  return (
    <FormDialog
      onClose={onClose}
      title={t('exports.new')}
      about={t('exports.newAbout')}
      action={t('exports.make')}
      busy={isPending}
      disabled={what !== 'institution' && ofId === ''}
      onSubmit={() => mutate()}
    >
      <SelectField
        label={t('exports.scope')}
        value={what}
        onChange={({ target }) => {
          setWhat(target.value as ExportScope);
          setOfId('');
        }}
      >
        {scopes
          .filter((scope) => scope !== 'institution' || role === 'admin')
          .map((scope) => (
            <option key={scope} value={scope}>
              {t(`exports.scopes.${scope}`)}
            </option>
          ))}
      </SelectField>
      {what !== 'institution' && <ExportTarget key={what} what={what} value={ofId} onChange={setOfId} />}
      <PeriodFilter value={period} onChange={setPeriod} />
      <SelectField
        label={t('exports.format')}
        hint={t(`exports.kindAbout.${kind}`)}
        value={kind}
        onChange={({ target }) => setKind(target.value as ExportKind)}
      >
        {exportKinds.map(({ key }) => (
          <option key={key} value={key}>
            {t(`exports.kind.${key}`)}
          </option>
        ))}
      </SelectField>
      {error && (
        <div role="alert">
          <ErrorWords error={error} namespace="reports" />
        </div>
      )}
    </FormDialog>
  );
}
