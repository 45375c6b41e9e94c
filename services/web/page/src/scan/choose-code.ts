import { readScanned } from './scanned-code.ts';

/** What stands in a QR code, and how far from the middle of the picture it is, in whatever unit. */
export interface FoundCode {
  text: string;
  fromCentre: number;
}

/**
 * Which of the codes in the picture is meant: of those that have not been tried the one in the middle, because up to nine
 * different ones hang on a wall at once. `notOurs` when there are others alone.
 */
export function chooseCode(
  found: readonly FoundCode[],
  tried: ReadonlySet<string>,
): { token: string } | 'notOurs' | undefined {
  const ours = found.flatMap(({ text, fromCentre }) => {
    const token = readScanned(text);
    return token === undefined ? [] : [{ token, fromCentre }];
  });
  if (ours.length === 0) return found.length > 0 ? 'notOurs' : undefined;
  const [chosen] = ours
    .filter(({ token }) => !tried.has(token))
    .sort((one, other) => one.fromCentre - other.fromCentre);
  return chosen && { token: chosen.token };
}
