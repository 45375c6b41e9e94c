import { expect, test } from 'vitest';
import { QUIET_ZONE, qrPath, scanAddress } from '../../../page/src/wall/qr-path.ts';

test('a code has its quiet zone, and the finder pattern begins behind it', () => {
  const { size, path } = qrPath('https://rollcall.example/s#token');
  expect(path.startsWith(`M${QUIET_ZONE} ${QUIET_ZONE}h7v1h-7z`)).toBe(true);
  const coordinates = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, x, y, run]) => [
    Number(x),
    Number(y),
    Number(x) + Number(run),
  ]);
  expect(Math.min(...coordinates.flatMap(([x = 0, y = 0]) => [x, y]))).toBe(QUIET_ZONE);
  expect(Math.max(...coordinates.flatMap(([, y = 0, end = 0]) => [y + 1, end]))).toBe(size - QUIET_ZONE);
});

test('the token stands behind the #', () => {
  expect(scanAddress('https://rollcall.example', 'abc')).toBe('https://rollcall.example/s#abc');
});
