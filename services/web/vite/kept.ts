import type { Manifest } from 'vite';
import { filesOf } from './files-of.ts';

/** What a student uses in a hall, so that it opens without a network. All other parts are kept once they were needed. */
const sources = [
  'index.html',
  'scan.html',
  'src/scan/scan-page.tsx',
  'src/account/log-in-form.tsx',
  'src/account/log-in-page.tsx',
  'src/shell/shell.tsx',
  'src/shell/today.tsx',
  'src/student/today-page.tsx',
  'src/scan/scanner-page.tsx',
];
const words = /^src\/words\/\w+\/(common|account|scan|student)\.ts$/;
const typeface = /\/inter-latin-wght-normal\.woff2$/;

/** The files that the service worker keeps from its first day on. */
export function keptFiles(manifest: Manifest): Set<string> {
  const others = Object.keys(manifest).filter((name) => words.test(name) || typeface.test(name));
  return new Set([
    ...filesOf(manifest, [...sources, ...others]),
    'index.html',
    'scan.html',
    'icon.svg',
    'manifest.webmanifest',
  ]);
}
