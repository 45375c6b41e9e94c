import { expect, test, vi } from 'vitest';
import type { Context } from '../src/context.ts';
import { withUse } from '../src/operations/with-use.ts';
import type { JoinCodeDocument } from '../src/store/join-codes.ts';

test('whose other request takes the last use between two looks is in', async () => {
  const used = { _id: 'a code', uses: 1, maxUses: 1, expiresAt: new Date(60_000), revokedAt: null };
  const joinCodes = { hold: async () => null, withStaleHold: async () => used };
  const context = { joinCodes, clock: { now: () => 0 } } as unknown as Context;
  const isIn = vi.fn().mockResolvedValueOnce(false).mockResolvedValue(true);
  const enter = vi.fn();
  await withUse(context, { joinCode: used as unknown as JoinCodeDocument, studentId: 'a student', isIn, enter });
  expect(isIn).toHaveBeenCalledTimes(2);
  expect(enter).not.toHaveBeenCalled();
});
