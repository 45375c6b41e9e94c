import { describe, expect, it } from 'vitest';
import { codeNamed, meta, refused, sessionId, studentId, useLiveState } from './live-session.ts';

const test = useLiveState();
const { load, scan, question, shown } = { ...test, scan: test.scan.bind(test), question: test.question.bind(test) };
const wall = `live:{${sessionId}}:wall`;
const codes = `live:{${sessionId}}:codes`;
const rotate = (which: 'all' | 'due' | 'nearly-due', ...names: string[]) =>
  test.live.rotate(sessionId, 1, which, names.map(codeNamed));
const rotated = async (...asked: Parameters<typeof rotate>) =>
  (await rotate(...asked))?.codes.map((code) => (code.rotated ? code.sealed : null));
/** As if the code in a slot had been issued so long ago. */
async function age(slot: number, ms: number) {
  const [hash, , sealed] = ((await test.redis.hget(wall, String(slot))) ?? '').split('|');
  await test.redis.hset(wall, slot, `${hash}|${(await test.live.nowMs()) - ms}|${sealed}`);
}

describe('a rotating wall', () => {
  it('keeps a code good for its grace after its successor came, and no longer', async () => {
    await load();
    await rotate('all', 'second');
    expect(await scan({ shown: await shown('second') })).toMatchObject({ kind: 'accepted' });
    await test.live.undo(await question());
    expect(await scan()).toMatchObject({ kind: 'accepted' });
    await test.live.undo(await question());
    await test.redis.hset(codes, 'first', `0|${(await test.live.nowMs()) - 1}|`);
    expect(await scan()).toEqual(refused('token_expired'));
  });

  it('is replaced when it is due, by a job also a moment before', async () => {
    await load();
    expect(await rotated('due', 'second')).toEqual([null]);
    expect(await rotated('nearly-due', 'second')).toEqual([null]);
    await age(0, 8_000);
    expect(await rotated('due', 'second')).toEqual([null]);
    expect(await rotated('nearly-due', 'second')).toEqual(['sealed-second']);
    await age(0, 15_000);
    expect(await rotated('due', 'third')).toEqual(['sealed-third']);
  });

  it('says when it is overdue', async () => {
    await load();
    const facts = async () => {
      const verdict = await test.live.decide(await question());
      return 'facts' in verdict ? verdict.facts.wallIsOverdue : undefined;
    };
    expect(await facts()).toBe(false);
    await test.redis.hset(meta, 'dueAtMs', (await test.live.nowMs()) - 1);
    expect(await facts()).toBe(true);
  });

  it('forgets the oldest codes', async () => {
    await load();
    for (let number = 0; number < 620; number += 1) await rotate('all', `code ${number}`);
    expect(await test.redis.hlen(codes)).toBe(600);
    expect(await scan({ shown: await shown('code 619') })).toMatchObject({ kind: 'accepted' });
  });

  it('has none of a round that does not run', async () => {
    await load();
    expect(await test.live.rotate(sessionId, 2, 'all', [codeNamed('x')])).toBeUndefined();
    await test.live.close(sessionId);
    expect(await rotate('all', 'x')).toBeUndefined();
  });
});

describe('a single-use wall', () => {
  const names = (prefix: string) => Array.from({ length: 3 }, (_, slot) => `${prefix}${slot}`);
  const other = '65f0c0ffee65f0c0ffee65bb';
  const open = async () => {
    await load({ policy: { mode: 'single-use', slots: 3 } }, { roster: [studentId, other] });
    await rotate('all', ...names('a'));
  };

  it('replaces the slot that was used up, and that alone', async () => {
    await open();
    await scan({ shown: await shown('a1') });
    expect(await rotated('due', ...names('b'))).toEqual([null, 'sealed-b1', null]);
    expect(await scan({ studentId: other, shown: await shown('a1') })).toMatchObject({ code: 'token_consumed' });
    expect(await scan({ studentId: other, shown: await shown('b1') })).toMatchObject({ kind: 'accepted' });
  });

  it('gives who comes too late a turn, each a little later than the one before, and changes faster in a crowd', async () => {
    await open();
    await scan({ shown: await shown('a1') });
    const waits: number[] = [];
    for (let late = 0; late < 20; late += 1) {
      const verdict = await scan({ studentId: other, shown: await shown('a1') });
      waits.push('waitMs' in verdict ? verdict.waitMs : -1);
    }
    expect(waits).toEqual(waits.toSorted((one, next) => one - next));
    expect(waits[0]).toBeLessThan(1_000);
    expect(waits.at(-1)).toBeGreaterThan(3_000);
    await age(0, 1_001);
    expect(await rotated('due', ...names('c'))).toEqual(['sealed-c0', 'sealed-c1', null]);
    // What was shown a moment before is still good.
    expect(await scan({ studentId: other, shown: await shown('a0') })).toMatchObject({ kind: 'accepted' });
  });
});
