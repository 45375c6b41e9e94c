import { describe, expect, it } from 'vitest';
import { readScanned, sessionIdOf } from '../../../page/src/scan/scanned-code.ts';

/** The bytes 65 f0 c0 ff ee 65 f0 c0 ff ee 65 fb of a session's id, then others. */
const TOKEN = `ZfDA_-5l8MD_7mX7${'f39_'.repeat(7)}`;

describe('what a camera read', () => {
  it.each([`https://rollcall.example/s#${TOKEN}`, `http://10.0.0.7:3000/s#${TOKEN}`, TOKEN])(
    'is a code of ours: %s',
    (text) => {
      expect(readScanned(text)).toBe(TOKEN);
    },
  );

  it.each([
    '',
    'https://example.com/menu',
    `https://rollcall.example/app#${TOKEN}`,
    `https://rollcall.example/s?code=${TOKEN}`,
    `https://rollcall.example/s#${TOKEN}a`,
    'WIFI:T:WPA;S:campus;P:secret;;',
    'javascript:alert(1)',
  ])('is none: "%s"', (text) => {
    expect(readScanned(text)).toBeUndefined();
  });

  it('says of which session it is', () => {
    expect(sessionIdOf(TOKEN)).toBe('65f0c0ffee65f0c0ffee65fb');
    expect(sessionIdOf('nonsense')).toBeUndefined();
  });
});
