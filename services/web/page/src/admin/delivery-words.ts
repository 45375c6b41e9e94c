import type { WebhookDelivery } from '@rollcall/contracts';

type Attempt = WebhookDelivery['attempts'][number];

const sentences: readonly [pattern: RegExp, words: Known][] = [
  [/^the webhook is switched off$/, 'switched_off'],
  [/^the webhook was deleted$/, 'deleted'],
  [/^the secret cannot be read/, 'secret'],
  [/^no answer within (?<seconds>[\d.]+) s$/, 'timeout'],
  [/^the address is not open to the world$/, 'closed'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'not_found'],
  [/^(ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE)$/, 'no_connection'],
  [/CERT|SIGNED|UNABLE_TO_VERIFY|ALTNAME/, 'certificate'],
];
type Known =
  | 'switched_off'
  | 'deleted'
  | 'secret'
  | 'timeout'
  | 'closed'
  | 'not_found'
  | 'no_connection'
  | 'certificate';

/** What came of one attempt, as the name of its words and what they name. */
export function outcomeOf({ statusCode, problem }: Attempt) {
  if (problem === null) return { words: 'good', values: { status: statusCode ?? '' } } as const;
  if (statusCode !== null) return { words: 'refused', values: { status: statusCode } } as const;
  for (const [pattern, words] of sentences) {
    const match = pattern.exec(problem);
    if (match) return { words, values: { ...match.groups } } as const;
  }
  return { words: 'failed', values: { code: problem } } as const;
}
