import { encode } from 'uqr';

/** The light ground that a reader needs around a code, in modules (ISO/IEC 18004). */
export const QUIET_ZONE = 4;

export interface QrPath {
  /** Modules on a side, the quiet zone included. */
  size: number;
  /** The dark modules, a run of a row at a time, as the `d` of an SVG path; a module is 1. */
  path: string;
}

/** The code of a text, level M. */
export function qrPath(text: string): QrPath {
  // A higher level where the version has room for it costs nothing.
  const { data, size } = encode(text, { ecc: 'M', boostEcc: true, border: QUIET_ZONE });
  return { size, path: data.map((row, y) => runsOf(row, y)).join('') };
}

function runsOf(row: readonly boolean[], y: number): string {
  let path = '';
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue;
    const start = x;
    while (row[x]) x += 1;
    path += `M${start} ${y}h${x - start}v1h${start - x}z`;
  }
  return path;
}

/** What a phone opens: the token stands behind the #, which browsers send to nobody. */
export function scanAddress(origin: string, token: string): string {
  return `${origin}/s#${token}`;
}
