import type { QrCode } from '@rollcall/contracts';
import { useTranslation } from 'react-i18next';
import type { ServerClock } from '../live/server-clock.ts';
import { classes } from '../ui/classes.ts';
import { useSize } from '../ui/use-size.ts';
import { isDead } from './codes.ts';
import { crispSide, gridFor } from './layout.ts';
import { Qr } from './qr-code.tsx';
import { qrPath, scanAddress } from './qr-path.ts';
import { TimeBar } from './time-bar.tsx';
import { useNow } from './use-now.ts';

/** Between codes, as a part of the shorter side of their place; beside it each has its quiet zone. */
const GAP = 0.02;
/** Under each of several codes: how long it stands. One alone has a ring beside it. */
const BAR = 0.025;

interface CodeGridProps {
  codes: readonly QrCode[];
  clock: ServerClock;
  policy: { rotationSeconds: number; graceSeconds: number };
}

/** All codes on the wall, as large as the place lets them be. */
export function CodeGrid({ codes, clock, policy }: CodeGridProps) {
  const { t } = useTranslation('wall');
  const [ref, { width, height }] = useSize();
  const nowMs = useNow(clock, 1_000);
  const gap = Math.min(width, height) * GAP;
  const isAlone = codes.length === 1;
  const bar = isAlone ? 0 : Math.min(width, height) * BAR;
  const first = codes[0];
  const { columns, side: cell } = gridFor(codes.length, width, height, gap);
  const { size } = first ? qrPath(scanAddress(location.origin, first.token)) : { size: 1 };
  const side = crispSide(Math.max(0, cell - bar), size, devicePixelRatio);
  return (
    <div ref={ref} className="grid size-full min-h-0 min-w-0 place-content-center overflow-hidden">
      <ul className="grid" style={{ gridTemplateColumns: `repeat(${columns}, auto)`, gap }}>
        {codes.map((code) => (
          <li
            key={code.slot}
            className={classes(nowMs !== undefined && isDead(code, nowMs, policy) && 'opacity-20')}
            style={{ width: side }}
          >
            <Qr token={code.token} side={side} label={t('code')} />
            {!isAlone && <TimeBar code={code} clock={clock} height={bar} />}
          </li>
        ))}
      </ul>
    </div>
  );
}
