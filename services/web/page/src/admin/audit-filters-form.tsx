import { routes } from '@rollcall/contracts';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { PersonField } from '../ui/person-field.tsx';
import { actsOf, kinds, wordOf } from './audit-acts.ts';
import { type AuditFilters, kindOf } from './audit-filters.ts';

interface AuditFiltersFormProps {
  filters: AuditFilters;
  nameOf: (userId: string) => string;
  onChange: (filters: AuditFilters) => void;
}

/** What of the log is shown: acts, a person, days, or one thing that somebody came from. */
export function AuditFiltersForm({ filters, nameOf, onChange }: AuditFiltersFormProps) {
  const { t } = useTranslation('audit');
  const { kind, action, entity, user, from, to } = filters;
  const hasThing = entity !== undefined && kindOf(kind) !== undefined;
  return (
    <search className="grid gap-3 p-4 md:px-6">
      <div className="grid grid-cols-2 items-start gap-3 lg:grid-cols-[2fr_2fr_1fr_1fr]">
        <SelectField
          className="col-span-2 lg:col-span-1"
          label={t('what')}
          value={action ?? (kindOf(kind) ? `all ${kind}` : '')}
          onChange={({ target }) => onChange({ ...filters, entity: undefined, ...chosenIn(target.value) })}
        >
          <option value="">{t('everything')}</option>
          {kinds.map((one) => (
            <optgroup key={one} label={t('allAbout', { kind: t(`kinds.${one}`) })}>
              {actsOf[one].length > 1 && (
                <option value={`all ${one}`}>{t('allAbout', { kind: t(`kinds.${one}`) })}</option>
              )}
              {actsOf[one].map((act) => (
                <option key={act} value={act}>
                  {t(`names.${wordOf(act)}` as 'names.user_created')}
                </option>
              ))}
            </optgroup>
          ))}
        </SelectField>
        <div className="col-span-2 lg:col-span-1">
          {user === undefined ? (
            <PersonField
              label={t('person')}
              hint={t('personAbout')}
              name="audit"
              value={null}
              find={findPeople}
              onChange={(person) => person && onChange({ ...filters, user: person._id })}
            />
          ) : (
            <Person name={nameOf(user)} onClear={() => onChange({ ...filters, user: undefined })} />
          )}
        </div>
        <TextField
          className="col-span-2 min-w-0 sm:col-span-1"
          label={t('from')}
          type="date"
          value={from ?? ''}
          max={to}
          onChange={({ target }) => onChange({ ...filters, from: target.value || undefined })}
        />
        <TextField
          className="col-span-2 min-w-0 sm:col-span-1"
          label={t('to')}
          type="date"
          value={to ?? ''}
          min={from}
          onChange={({ target }) => onChange({ ...filters, to: target.value || undefined })}
        />
      </div>
      {hasThing && (
        <div className="flex flex-wrap items-center gap-3">
          <p className="text-quiet">{t('onlyThing')}</p>
          <Button onClick={() => onChange({})}>{t('unfilter')}</Button>
        </div>
      )}
    </search>
  );
}

/** The person who was chosen, and a way back to everybody. */
function Person({ name, onClear }: { name: string; onClear: () => void }) {
  const { t } = useTranslation(['audit', 'common']);
  return (
    <div className="grid gap-1">
      <p className="text-14 font-medium">{t('person')}</p>
      <p className="flex min-h-11 items-center justify-between gap-2 rounded-8 border border-action pl-3">
        <bdi className="min-w-0 truncate">{name}</bdi>
        <IconButton icon={X} label={t('everybody')} onClick={onClear} />
      </p>
      <p className="text-14 text-quiet">{t('personAbout')}</p>
    </div>
  );
}

function chosenIn(value: string): Pick<AuditFilters, 'kind' | 'action'> {
  if (value.startsWith('all ')) return { kind: value.slice(4), action: undefined };
  return { kind: undefined, action: value || undefined };
}

async function findPeople(search: string, signal: AbortSignal) {
  const { items } = await call(routes.listUsers, { query: { search, limit: 10 } }, { signal });
  return items;
}
