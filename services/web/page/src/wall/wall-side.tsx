import type { QrCode, Session, Summary } from '@rollcall/contracts';
import { useTranslation } from 'react-i18next';
import { Announced } from '../live/announced.tsx';
import type { ServerClock } from '../live/server-clock.ts';
import { lateFromMs } from '../live/session-phase.ts';
import { clock as clockOf, number } from '../words/format.ts';
import { inThrees, partLeft } from './codes.ts';
import { TimeRing } from './time-ring.tsx';
import { useNow } from './use-now.ts';

interface WallSideProps {
  session: Session;
  round: Session['rounds'][number] | undefined;
  summary: Summary | undefined;
  codes: readonly QrCode[];
  clock: ServerClock;
}

/** What stands beside the codes: the class, the number, the typed code, from when on one is late. Nobody's name. */
export function WallSide({ session, round, summary, codes, clock }: WallSideProps) {
  const { t } = useTranslation('wall');
  const code = codes[0];
  return (
    <div className="flex min-h-0 min-w-0 flex-col justify-between gap-[2vmin] portrait:items-center portrait:text-center">
      <ClassName session={session} />
      {summary && <Count summary={summary} />}
      {code?.code && (
        <div>
          <p className="text-[max(14px,2.4vmin)] leading-[1.2] text-quiet">
            {t('typedCode', { address: `${location.host}/s` })}
          </p>
          <p
            translate="no"
            className="text-[min(9vmin,4.9vw)] leading-[1.2] font-bold whitespace-nowrap tabular-nums portrait:text-[11vw]"
          >
            {inThrees(code.code)}
          </p>
        </div>
      )}
      <div className="grid gap-[0.5vmin] text-[max(16px,3.2vmin)] leading-[1.2]">
        {round && round.roundNumber > 1 && <p>{t('round', { number: round.roundNumber })}</p>}
        {round && <LateFrom lateMs={lateFromMs(round, session.policy)} clock={clock} />}
        {code && codes.length === 1 && <NextIn code={code} clock={clock} />}
      </div>
    </div>
  );
}

export function ClassName({ session: { className, courseName, room } }: { session: Session }) {
  return (
    <div className="min-w-0 max-w-full">
      <h1 className="line-clamp-3 text-[max(20px,4.2vmin)] leading-[1.2] break-words">{className}</h1>
      <p className="mt-[0.5vmin] line-clamp-2 text-[max(14px,2.8vmin)] leading-[1.2] break-words text-quiet">
        {[courseName, room].filter(Boolean).join(' · ')}
      </p>
    </div>
  );
}

/** "47 of 60" */
export function Count({ summary: { present, late, total } }: { summary: Summary }) {
  const { t } = useTranslation('wall');
  const words = t('count', { in: number(present + late), total: number(total) });
  return (
    <div>
      <p aria-hidden className="flex flex-wrap items-baseline gap-x-[1.5vmin] tabular-nums portrait:justify-center">
        <span className="text-[min(17vmin,10vw)] leading-none font-bold portrait:text-[20vw]">
          {number(present + late)}
        </span>
        <span className="text-[min(6vmin,3.6vw)] leading-[1.2] text-quiet portrait:text-[7vw]">
          {t('ofTotal', { total: number(total) })}
        </span>
      </p>
      <Announced words={words} />
    </div>
  );
}

function LateFrom({ lateMs, clock }: { lateMs: number; clock: ServerClock }) {
  const { t } = useTranslation('wall');
  const nowMs = useNow(clock, 1_000);
  const isLate = nowMs !== undefined && nowMs >= lateMs;
  const time = clockOf(new Date(lateMs));
  return <p className={isLate ? 'text-late' : ''}>{isLate ? t('lateSince', { time }) : t('lateFrom', { time })}</p>;
}

function NextIn({ code, clock }: { code: QrCode; clock: ServerClock }) {
  const { t } = useTranslation('wall');
  const nowMs = useNow(clock, 200);
  if (nowMs === undefined) return null;
  const seconds = Math.max(0, Math.ceil((Date.parse(code.expiresAt) - nowMs) / 1000));
  return (
    <p className="flex items-center gap-[1.5vmin] text-quiet portrait:justify-center">
      <TimeRing left={partLeft(code, nowMs)} seconds={seconds} />
      <span className="sr-only">{t('nextCode', { count: seconds })}</span>
      <span aria-hidden>{t('nextCodeIn')}</span>
    </p>
  );
}
