import { expect, test } from 'vitest';
import { readOptions } from '../../../page/src/teacher/start-options.ts';

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

test('what is empty is not said, so that it is as the class wants it', () => {
  expect(readOptions(form({ room: ' ', durationMinutes: '', lateAfterMinutes: '', mode: 'rotating' }))).toEqual({
    room: undefined,
    durationMinutes: undefined,
    policy: { lateAfterMinutes: undefined, mode: 'rotating', slots: undefined },
  });
});

test('late after no minute is said', () => {
  const options = readOptions(
    form({ room: 'H1', durationMinutes: '90', lateAfterMinutes: '0', mode: 'single-use', slots: '9' }),
  );
  expect(options).toEqual({
    room: 'H1',
    durationMinutes: 90,
    policy: { lateAfterMinutes: 0, mode: 'single-use', slots: 9 },
  });
});
