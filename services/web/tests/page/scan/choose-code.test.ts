import { describe, expect, it } from 'vitest';
import { chooseCode } from '../../../page/src/scan/choose-code.ts';
import { inGroups, isWhole, readTyped } from '../../../page/src/scan/typed-code.ts';

const token = (letter: string) => letter.repeat(44);
const onWall = (letter: string, fromCentre = 0) => ({
  text: `https://rollcall.example/s#${token(letter)}`,
  fromCentre,
});
const menu = { text: 'https://example.com/menu', fromCentre: 0 };

describe('of the codes that a camera sees', () => {
  it('the one in the middle is meant', () => {
    expect(chooseCode([onWall('a', 300), onWall('b', 20), menu], new Set())).toEqual({ token: token('b') });
  });

  it('one that was tried is passed over', () => {
    expect(chooseCode([onWall('a', 300), onWall('b', 20)], new Set([token('b')]))).toEqual({ token: token('a') });
    expect(chooseCode([onWall('b')], new Set([token('b')]))).toBeUndefined();
  });

  it('others alone are told from none', () => {
    expect(chooseCode([menu], new Set())).toBe('notOurs');
    expect(chooseCode([], new Set())).toBeUndefined();
  });
});

describe('a typed code', () => {
  it('is read in any case and with any gaps', () => {
    expect(readTyped('7km-2q x')).toEqual({ code: '7KM2QX', wrong: undefined });
  });

  it('says what no code has', () => {
    expect(readTyped('7kO')).toEqual({ code: '7K', wrong: 'O' });
  });

  it('is whole with six characters, in groups of three', () => {
    expect(isWhole(readTyped('7km2q').code)).toBe(false);
    expect(isWhole(readTyped('7km2qx9').code)).toBe(true);
    expect(['', '7K', '7KM', '7KM2', '7KM2QX'].map(inGroups)).toEqual(['', '7K', '7KM', '7KM 2', '7KM 2QX']);
  });
});
