import { expect, test } from 'vitest';
import { CloseStack } from '../src/close-stack.ts';

test('closes in reverse, one after the other, and hands on what it is given', async () => {
  const closed: string[] = [];
  const closers = new CloseStack();
  const close = async (name: string) => {
    await Promise.resolve();
    closed.push(name);
  };
  expect(closers.add('first', close)).toBe('first');
  closers.add('second', close);
  await closers.close();
  expect(closed).toEqual(['second', 'first']);
});

test('closes the rest when one fails, then says all that failed', async () => {
  const closed: string[] = [];
  const closers = new CloseStack();
  const failing = (name: string) => {
    throw new Error(name);
  };
  closers.add('a', failing);
  closers.add('b', (name) => closed.push(name));
  closers.add('c', async (name) => failing(name));
  await expect(closers.close()).rejects.toMatchObject({
    errors: [expect.objectContaining({ message: 'c' }), expect.objectContaining({ message: 'a' })],
  });
  expect(closed).toEqual(['b']);
});

test('a second close does nothing', async () => {
  let times = 0;
  const closers = new CloseStack();
  closers.add('once', () => (times += 1));
  await closers.close();
  await closers.close();
  expect(times).toBe(1);
});
