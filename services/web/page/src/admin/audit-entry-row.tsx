import type { AuditEntry } from '@rollcall/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Time } from '../ui/time.tsx';
import { exact } from '../words/format.ts';
import { idsIn, reasonIn, sentenceOf } from './audit-sentence.ts';
import type { Names } from './use-names.ts';

interface AuditEntryRowProps {
  entry: AuditEntry;
  names: Names;
}

/** One act as a sentence; how it is written and chained stands behind it. */
export function AuditEntryRow({ entry, names }: AuditEntryRowProps) {
  const { t } = useTranslation(['audit', 'common']);
  const why = reasonIn(entry);
  const sentence = sentenceOf(entry, names, t);
  return (
    <li className="grid gap-x-6 border-t border-line px-4 py-3 sm:grid-cols-[80px_minmax(0,1fr)] md:px-6">
      <p className="text-14 text-quiet sm:text-16">
        <Time at={entry.at} />
      </p>
      <div className="min-w-0">
        <p className="break-words">{why ? t('withReason', { sentence, why }) : sentence}</p>
        <details className="text-14 text-quiet">
          <summary className="inline-flex min-h-6 cursor-pointer items-center">{t('details.show')}</summary>
          <Details {...{ entry, names }} />
        </details>
      </div>
    </li>
  );
}

const linkClass = 'inline-flex min-h-6 items-center text-link underline underline-offset-4';

function Details({ entry, names }: AuditEntryRowProps) {
  const { t } = useTranslation('audit');
  const { action, entity, chain, position, actorRole, requestId, details, personal, erased, hash, previousHash } =
    entry;
  const facts = {
    happened: exact(entry.at),
    recorded: exact(entry.recordedAt),
    action,
    thing: `${entity.type} ${entity.id ?? t('erased')}`,
    place: t('details.placeIn', { chain, position }),
    role: actorRole ? t(`roles.${actorRole}`) : t('system'),
    request: requestId,
    data: JSON.stringify(details),
    personal: erased ? t('erased') : JSON.stringify(personal ?? {}),
    hash,
    previous: previousHash,
  };
  const people = [...new Set(idsIn(entry).people)];
  return (
    <div className="grid gap-3 py-2">
      <dl className="grid gap-x-4 gap-y-1 text-12 sm:grid-cols-[auto_minmax(0,1fr)]">
        {Object.entries(facts).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-quiet">{t(`details.${name as keyof typeof facts}`)}</dt>
            <dd className="font-mono break-all text-text">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="flex flex-wrap gap-x-4 gap-y-2">
        {entity.id !== null && (
          <Link to="/app/admin/audit" search={{ kind: entity.type, entity: entity.id }} className={linkClass}>
            {t('allOfThing')}
          </Link>
        )}
        {people.map((id) => (
          <Link key={id} to="/app/admin/audit" search={{ user: id }} className={linkClass}>
            {t('allOf', { name: names.person(id) })}
          </Link>
        ))}
      </p>
    </div>
  );
}
