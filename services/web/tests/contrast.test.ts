import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../public/tokens.css', import.meta.url), 'utf8');

const grounds = ['--ground', '--card', '--sunken'];
const statuses = ['present', 'late', 'absent', 'excused', 'flagged', 'waiting'].map((name) => `--${name}`);
const verdicts = ['in', 'late', 'refused', 'excused', 'wait'].map((name) => `--verdict-${name}`);
const texts = [
  ...pairsOf(['--text', '--text-quiet', '--link', '--danger', ...statuses], grounds),
  ...statuses.map((status) => [status, `${status}-ground`]),
  ...statuses.map((status) => ['--text', `${status}-ground`]),
  ['--on-action', '--action'],
  ['--on-danger', '--danger'],
  ...verdicts.map((verdict) => ['--on-verdict', verdict]),
];
const shapes = pairsOf(['--line-strong', '--focus'], ['--ground', '--card']);

describe.each([
  ['light', 0],
  ['dark', 1],
])('%s theme', (_name, theme) => {
  it.each(texts)('%s on %s has a contrast of 4.5 or more', (text, ground) => {
    expect(contrast(colour(text, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(shapes)('%s on %s has a contrast of 3 or more', (shape, ground) => {
    expect(contrast(colour(shape, theme), colour(ground, theme))).toBeGreaterThanOrEqual(3);
  });
});

function pairsOf(some: string[], others: string[]): string[][] {
  return some.flatMap((one) => others.map((other) => [one, other]));
}

/** A token is one colour, or light-dark() of two. */
function colour(token: string | undefined, theme: number): string {
  const [value = ''] = new RegExp(`(?<=\\s${token}: )[^;]+`).exec(css) ?? [];
  const both = value.match(/#[0-9a-f]{6}\b/g) ?? [];
  const found = both[both.length === 1 ? 0 : theme];
  if (found === undefined) throw new Error(`${token} has no colour`);
  return found;
}

// WCAG 2.2, relative luminance.
function contrast(first: string, second: string): number {
  const [bright = 0, dim = 0] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return (bright + 0.05) / (dim + 0.05);
}

function luminance(colour: string): number {
  const [red = Number.NaN, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
