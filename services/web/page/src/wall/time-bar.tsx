import type { QrCode } from '@rollcall/contracts';
import type { ServerClock } from '../live/server-clock.ts';
import { partLeft } from './codes.ts';
import { useNow } from './use-now.ts';

/** How much of a code's time is left, by the server's clock. */
export function TimeBar({ code, clock, height }: { code: QrCode; clock: ServerClock; height: number }) {
  const nowMs = useNow(clock, 200);
  const left = nowMs === undefined ? 1 : partLeft(code, nowMs);
  return (
    <div aria-hidden className="flex items-end" style={{ height }}>
      <div className="h-1/2 w-full overflow-hidden rounded-full bg-line">
        <div
          className="h-full w-full origin-left rounded-full bg-text transition-transform duration-200 ease-linear"
          style={{ transform: `scaleX(${left})` }}
        />
      </div>
    </div>
  );
}
