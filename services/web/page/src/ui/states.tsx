import { RollcallError } from '@rollcall/client';
import type { LucideIcon } from 'lucide-react';
import { CloudOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Namespace } from '../words/catalogue.ts';
import { relative } from '../words/format.ts';
import { Button } from './button.tsx';
import { classes } from './classes.ts';
import { useIsLong } from './use-is-long.ts';

interface EmptyProps {
  icon: LucideIcon;
  /** What will be here. */
  title: ReactNode;
  /** What to do. */
  children?: ReactNode;
  action?: ReactNode;
}

/** What stands where a list has nothing yet. */
export function Empty({ icon: Icon, title, children, action }: EmptyProps) {
  return (
    <div className="grid justify-items-center gap-2 px-6 py-12 text-center">
      <Icon aria-hidden size={28} className="text-quiet" />
      <p className="text-16 font-medium">{title}</p>
      {children && <div className="max-w-prose text-quiet">{children}</div>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}

/** What stands where something could not be loaded: what happened, and a way to try again. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const { t } = useTranslation();
  return (
    <div role="alert" className="grid justify-items-center gap-2 px-6 py-12 text-center">
      <CloudOff aria-hidden size={28} className="text-quiet" />
      <p className="font-medium">{t('state.failed')}</p>
      <ErrorWords error={error} />
      {onRetry && (
        <Button className="mt-3" onClick={onRetry}>
          {t('actions.retry')}
        </Button>
      )}
    </div>
  );
}

interface ErrorWordsProps {
  error: unknown;
  /** Whose `errors` are looked into first. */
  namespace?: Namespace | undefined;
  className?: string;
}

/** The sentence of an error, and what support asks for behind "Details". */
export function ErrorWords({ error, namespace, className }: ErrorWordsProps) {
  const { t } = useTranslation();
  const words = useErrorSentence(namespace);
  const { code, requestId } = error instanceof RollcallError ? error : { code: '', requestId: undefined };
  return (
    <div className={classes('text-quiet', className)}>
      <p>{words(error)}</p>
      {requestId && (
        <details className="mt-1 text-14">
          <summary className="cursor-pointer">{t('state.details')}</summary>
          <p className="font-mono text-12 break-all">
            {code} {requestId}
          </p>
        </details>
      )}
    </div>
  );
}

/**
 * The sentence for an error in the language of the page, from the `errors` of a page's own words or of those that all share; what
 * has none there keeps the server's.
 */
export function useErrorSentence(namespace: Namespace = 'common'): (error: unknown) => string {
  const { t, i18n } = useTranslation([namespace, 'common']);
  return (error) => {
    if (!(error instanceof RollcallError)) return t('common:errors.internal');
    const { code, retryAfterSeconds } = error;
    if (code === 'rate_limited' && retryAfterSeconds) {
      return t('common:errors.rate_limited_until', { when: relative(new Date(Date.now() + retryAfterSeconds * 1000)) });
    }
    const key = [`${namespace}:errors.${code}`, `common:errors.${code}`].find((one) => i18n.exists(one));
    return key === undefined ? error.message : t(key as 'common:errors.internal');
  };
}

/** Grey bars where words will be, after a moment: a page that loads at once does not flicker. */
export function Skeleton({ lines = 3, className }: { lines?: number; className?: string }) {
  const { t } = useTranslation();
  const isLong = useIsLong(true);
  return (
    <div role="status" className={classes('grid gap-3 p-4', !isLong && 'invisible', className)}>
      <span className="sr-only">{t('state.loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars have nothing else to go by
        <div key={line} className="h-6 animate-pulse rounded-8 bg-sunken last:w-2/3" />
      ))}
    </div>
  );
}
