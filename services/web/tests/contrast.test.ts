import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../public/tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = css.split('@media');
const pairs = [
  ['--text', '--ground'],
  ['--text', '--card'],
  ['--text-quiet', '--ground'],
  ['--text-quiet', '--card'],
  ['--link', '--ground'],
  ['--link', '--card'],
  ['--error', '--ground'],
  ['--on-action', '--action'],
  ...['in', 'late', 'refused', 'excused', 'wait'].map((tone) => ['--on-verdict', `--verdict-${tone}`]),
];

describe.each([
  ['light', tokensIn(light)],
  ['dark', { ...tokensIn(light), ...tokensIn(dark) }],
])('%s theme', (_name, tokens) => {
  it.each(pairs)('%s on %s has a contrast of 4.5 or more', (text, ground) => {
    expect(contrast(tokens[String(text)], tokens[String(ground)])).toBeGreaterThanOrEqual(4.5);
  });
});

function tokensIn(block: string): Record<string, string> {
  return Object.fromEntries([...block.matchAll(/(--[\w-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]));
}

// WCAG 2.2, relative luminance.
function contrast(first = '', second = ''): number {
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
