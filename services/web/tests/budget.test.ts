import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { filesOf } from '../vite/files-of.ts';
import { dist, readManifest } from './helpers.ts';

/**
 * What a phone that opens `/s#<token>` loads until the verdict is there, the log-in form included. The typeface is not in its
 * way: until it has come, the words stand in the phone's own.
 */
const SCAN = [
  'scan.html',
  'src/scan/scan-page.tsx',
  'src/account/log-in-form.tsx',
  'src/words/en/common.ts',
  'src/words/en/scan.ts',
  'src/words/en/account.ts',
];
const LIMIT_BYTES = 180 * 1024;

it.each(['.br', '.gz'])('what a phone loads for a scan is at most 180 KB, compressed as %s', (ending) => {
  const manifest = readManifest();
  const files = ['scan.html', ...filesOf(manifest, SCAN)];
  const sizes = files.map((file): [string, number] => [file, sizeOf(join(dist, file), ending)]);
  const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
  const list = sizes.toSorted(([, one], [, other]) => other - one).map(([file, bytes]) => `${bytes}  ${file}`);
  expect(total, `${total} bytes:\n${list.join('\n')}`).toBeLessThanOrEqual(LIMIT_BYTES);
});

it('the typeface does not keep the words waiting', () => {
  const css = readFileSync(join(dist, fileOf('.css')), 'utf8');
  const faces = css.match(/@font-face\s*\{[^}]*\}/g) ?? [];
  expect(faces.length).toBeGreaterThan(0);
  expect(faces.filter((face) => !/font-display:\s*swap/.test(face))).toEqual([]);
  expect(readFileSync(join(dist, 'scan.html'), 'utf8')).not.toMatch(/rel="preload"[^>]*woff2/);
});

function fileOf(ending: string): string {
  return [...filesOf(readManifest(), SCAN)].find((file) => file.endsWith(ending)) ?? '';
}

function sizeOf(file: string, ending: string): number {
  return readFileSync(existsSync(file + ending) ? file + ending : file).byteLength;
}
