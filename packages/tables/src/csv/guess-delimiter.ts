/** Of two that fit equally the rarer character wins: a comma is more often part of a text than a semicolon or a tab. */
const candidates = ['\t', ';', ','];
const LINES = 10;

/**
 * The delimiter of a CSV by its first lines: the one that is found in each of them, or else the one that divides the header
 * most. What stands in quotes does not count. A file of one column gets a comma.
 */
export function guessDelimiter(sample: string): string {
  const lines = sample
    .replace(/"[^"]*("|$)/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, LINES);
  let best = { delimiter: ',', least: 0, inHeader: 0 };
  for (const delimiter of candidates) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const [inHeader = 0] = counts;
    const least = Math.min(...counts);
    if (least > best.least || (least === best.least && inHeader > best.inHeader)) best = { delimiter, least, inHeader };
  }
  return best.delimiter;
}
