import { expect, test } from 'vitest';
import { readOptions } from '../../src/pictures/options.ts';

test('pictures are of both themes and sizes, as nobody sees the page, where nothing is said', () => {
  expect(readOptions(['/app', '/s'])).toEqual({
    paths: ['/app', '/s'],
    viewer: undefined,
    themes: ['light', 'dark'],
    sizes: ['phone', 'desktop'],
    language: 'en',
    fullPage: false,
  });
});

test('pictures reads its arguments', () => {
  const args = ['/app/today', '--as', 'teacher', '--theme=dark', '--size', 'phone', '--language', 'de', '--full'];
  expect(readOptions(args)).toEqual({
    paths: ['/app/today'],
    viewer: 'teacher',
    themes: ['dark'],
    sizes: ['phone'],
    language: 'de',
    fullPage: true,
  });
});

test.each([
  [[], 'Say what to look at, such as /app/today.'],
  [['app/today'], 'A path begins with /, not "app/today".'],
  [['/app', '--as', 'guest'], '--as takes student, teacher, admin, not "guest".'],
  [['/app', '--theme', 'blue'], '--theme takes light, dark, not "blue".'],
  [['/app', '--size', 'tablet'], '--size takes phone, desktop, not "tablet".'],
  [['/app', '--language', 'fr'], '--language takes en, de, not "fr".'],
  [['/app', '--fast'], "Unknown option '--fast'"],
])('pictures refuses %j in a sentence', (args, sentence) => {
  expect(() => readOptions(args)).toThrow(sentence);
});
