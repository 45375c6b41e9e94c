import { memo } from 'react';
import { qrPath, scanAddress } from './qr-path.ts';

/** A code, black on white in every theme, its quiet zone included. Another token changes the one path: there is no moment without a code. */
export const Qr = memo(function Qr({ token, side, label }: { token: string; side: number; label: string }) {
  const { size, path } = qrPath(scanAddress(location.origin, token));
  return (
    <svg
      role="img"
      aria-label={label}
      width={side}
      height={side}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="block shrink-0"
    >
      <path fill="#fff" d={`M0 0h${size}v${size}h-${size}z`} />
      <path fill="#000" d={path} />
    </svg>
  );
});
