interface TimeRingProps {
  /** From 1 to 0. */
  left: number;
  /** Within the ring. */
  seconds: number;
}

const RADIUS = 20;
const LENGTH = 2 * Math.PI * RADIUS;

/** The seconds that are left, in a ring that empties. */
export function TimeRing({ left, seconds }: TimeRingProps) {
  return (
    <svg aria-hidden viewBox="0 0 48 48" className="size-[max(40px,9vmin)] shrink-0">
      <g fill="none" strokeWidth={5} transform="rotate(-90 24 24)">
        <circle cx={24} cy={24} r={RADIUS} className="stroke-line" />
        <circle
          cx={24}
          cy={24}
          r={RADIUS}
          strokeLinecap="round"
          strokeDasharray={LENGTH}
          className="stroke-text transition-[stroke-dashoffset] duration-200 ease-linear"
          style={{ strokeDashoffset: LENGTH * (1 - left) }}
        />
      </g>
      <text x={24} y={24} dy="0.36em" textAnchor="middle" className="fill-text text-16 font-bold tabular-nums">
        {seconds}
      </text>
    </svg>
  );
}
