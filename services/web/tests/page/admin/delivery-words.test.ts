import { webhookEvent } from '@rollcall/contracts';
import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../../page/src/admin/delivery-words.ts';
import german from '../../../page/src/words/de/webhooks.ts';
import english from '../../../page/src/words/en/webhooks.ts';

const at = { at: '2026-03-02T08:05:00.000Z', durationMs: 5 };

describe('what came of sending something', () => {
  it.each([
    [{ statusCode: 204, problem: null }, 'good', { status: 204 }],
    [{ statusCode: 500, problem: 'answered 500' }, 'refused', { status: 500 }],
    [{ statusCode: null, problem: 'no answer within 10 s' }, 'timeout', { seconds: '10' }],
    [{ statusCode: null, problem: 'the address is not open to the world' }, 'closed', {}],
    [{ statusCode: null, problem: 'ENOTFOUND' }, 'not_found', {}],
    [{ statusCode: null, problem: 'ECONNREFUSED' }, 'no_connection', {}],
    [{ statusCode: null, problem: 'CERT_HAS_EXPIRED' }, 'certificate', {}],
    [{ statusCode: null, problem: 'the webhook is switched off' }, 'switched_off', {}],
    [{ statusCode: null, problem: 'EWHATEVER' }, 'failed', { code: 'EWHATEVER' }],
  ])('%j', (attempt, words, values) => {
    expect(outcomeOf({ ...at, ...attempt })).toEqual({ words, values });
    expect(Object.keys(english.outcome)).toContain(words);
  });
});

describe('what a webhook is told', () => {
  it.each([...webhookEvent.options])('%s has words in both languages', (event) => {
    for (const { events } of [english, german]) expect(events).toHaveProperty(event, expect.stringMatching(/./));
  });
});
