import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { clock, number } from '../words/format.ts';
import type { Evidence, Sharer } from './evidence.ts';

/** Of more than so many the others are a number. */
const NAMED = 3;

/** Why a record is doubtful, in sentences. */
export function EvidenceWords({ evidence }: { evidence: readonly Evidence[] }) {
  const sentence = useEvidenceSentence();
  return (
    <ul className="grid gap-1">
      {evidence.map((one) => (
        <li key={one.kind} className="flex items-start gap-2">
          <CircleAlert aria-hidden size={18} className="mt-1 shrink-0 text-flagged" />
          <span className="min-w-0 break-words">{sentence(one)}</span>
        </li>
      ))}
    </ul>
  );
}

function useEvidenceSentence(): (evidence: Evidence) => string {
  const { t } = useTranslation('review');
  const { t: common } = useTranslation();
  const nameOf = ({ name }: Sharer) => name ?? common('unknownPerson');
  return (evidence) => {
    if (evidence.kind === 'device_shared') return shared(evidence.with);
    if ('metres' in evidence && evidence.metres !== undefined)
      return t('evidence.outside_geofence_at', { metres: number(evidence.metres) });
    return t(`evidence.${evidence.kind}`);
  };

  function shared(others: readonly Sharer[]): string {
    const [first] = others;
    if (!first) return t('evidence.device_shared');
    if (others.length === 1) return t('evidence.sharedWith', { name: nameOf(first), time: clock(first.recordedAt) });
    const names = others.slice(0, NAMED).map(nameOf).join(', ');
    const more = others.length - NAMED;
    return more > 0 ? t('evidence.sharedAmongMore', { names, count: more }) : t('evidence.sharedAmong', { names });
  }
}
