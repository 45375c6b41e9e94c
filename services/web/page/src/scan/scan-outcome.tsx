import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { logOut } from '../log-in/log-in.ts';
import { FlaggedNote } from './flagged-note.tsx';
import { PhoneChange } from './phone-change.tsx';
import type { ScanAnswer } from './post-scan.ts';
import { ScanFacts } from './scan-facts.tsx';
import type { RefusedScan, ScanFlow } from './scan-flow.ts';
import { acceptedVerdict, refusalVerdict, type VerdictAct } from './verdict.ts';
import { VerdictButton, verdictButtonClass } from './verdict-button.tsx';
import { VerdictScreen } from './verdict-screen.tsx';

export type PlaceLink = ComponentType<{
  to: '/app/today' | '/app/scan' | '/app/join';
  className: string;
  children: ReactNode;
}>;

interface OutcomeProps {
  flow: ScanFlow;
  /** A page of the app: by its router, or by loading it. */
  Link: PlaceLink;
  /** Where there is a camera on the page. */
  onScanAgain?: (() => void) | undefined;
}

export function AcceptedScan({ answer, Link }: OutcomeProps & { answer: ScanAnswer }) {
  const { t } = useTranslation('scan');
  return (
    <VerdictScreen verdict={acceptedVerdict(answer)} facts={<ScanFacts answer={answer} />}>
      {answer.record.verification === 'flagged' && <FlaggedNote flags={answer.record.flags} />}
      <Link to="/app/today" className={verdictButtonClass({ main: true, everywhere: true })}>
        {t('acts.today')}
      </Link>
    </VerdictScreen>
  );
}

export function RefusedScanScreen({ refused, ...rest }: OutcomeProps & { refused: RefusedScan }) {
  const { t } = useTranslation('scan');
  const { flow, Link } = rest;
  const { error, isKept } = refused;
  const verdict = refusalVerdict(refused);
  const act = isKept ? undefined : verdict.act;
  return (
    <VerdictScreen verdict={verdict} details={error.requestId && `${error.code} ${error.requestId}`}>
      {act && (
        <ActButton act={act} {...rest} isAnotherTry={refused.location === 'denied' || verdict.words === 'outside'} />
      )}
      {isKept ? (
        <VerdictButton onClick={() => flow.stop()}>{t('acts.cancel')}</VerdictButton>
      ) : (
        <Link to="/app/today" className={verdictButtonClass({ main: !act, everywhere: !act })}>
          {t('acts.today')}
        </Link>
      )}
    </VerdictScreen>
  );
}

/** What can be done about a refusal, in one tap. */
export function ActButton({ act, flow, Link, onScanAgain, isAnotherTry }: OutcomeProps & ActProps) {
  const { t } = useTranslation('scan');
  const look = { main: true, everywhere: act === 'scanAgain' };
  if (act === 'askForChange') return <PhoneChange />;
  if (act === 'scanAgain' && onScanAgain) {
    return (
      <VerdictButton {...look} onClick={onScanAgain}>
        {t('acts.scanAgain')}
      </VerdictButton>
    );
  }
  if (act === 'scanAgain' || act === 'join') {
    return (
      <Link to={act === 'join' ? '/app/join' : '/app/scan'} className={verdictButtonClass(look)}>
        {t(`acts.${act}`)}
      </Link>
    );
  }
  const onClick = {
    allowLocation: () => flow.locateAndSend(),
    retry: () => flow.again(),
    switchAccount: () =>
      logOut()
        .catch(() => {})
        .then(() => flow.again()),
  }[act];
  return (
    <VerdictButton {...look} onClick={onClick}>
      {t(`acts.${act === 'allowLocation' && isAnotherTry ? 'locateAgain' : act}`)}
    </VerdictButton>
  );
}

interface ActProps {
  act: VerdictAct;
  /** The browser has been asked already. */
  isAnotherTry?: boolean;
}
