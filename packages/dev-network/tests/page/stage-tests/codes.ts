import { routes } from '@rollcall/contracts';
import { expect, test } from 'vitest';
import { degrade, readCode } from '../stage/read-code.ts';
import type { Stage } from '../stage/stage.ts';
import { paintCode } from '../stage/write-code.ts';

export function codeTests(stage: Stage): void {
  test('a code of a session that is 120 px wide, blurred and tilted is read', async () => {
    const { current } = stage.browser;
    const text = await startWithCode(stage);
    const picture = await paintCode(current, text);
    expect(await readCode(picture)).toBe(text);
    const far = await degrade(current, picture, { codeWidthPx: 120, blurPx: 1, tiltDegrees: 20 });
    expect(await readCode(far)).toBe(text);
  });

  test('a code that is blurred away is not read, and cannot be degraded', async () => {
    const { current } = stage.browser;
    const picture = await paintCode(current, 'text');
    const gone = await degrade(current, picture, { codeWidthPx: 120, blurPx: 6, tiltDegrees: 0 });
    expect(await readCode(gone)).toBeUndefined();
    await expect(degrade(current, gone, { codeWidthPx: 120, blurPx: 0, tiltDegrees: 0 })).rejects.toThrow('no code');
  });
}

/** What the wall of a new session shows. */
async function startWithCode({ origin, teacher: { client }, classId }: Stage): Promise<string> {
  const { _id: id } = await client.call(routes.startSession, { body: { classId } });
  const { token } = await client.call(routes.getQr, { ids: { id } });
  return `${origin}/s#${token}`;
}
