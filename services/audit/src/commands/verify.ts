import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { AUDIT_CHAINS, type AuditProblem } from '@rollcall/contracts';
import { UsageError } from '@rollcall/service-kit';
import { readSignedHeads } from '../domain/read-signed-heads.ts';
import { verifyLog } from '../operations/verify-log.ts';
import { withLog } from './with-log.ts';

const options = {
  chain: { type: 'string' },
  'signed-heads': { type: 'string', multiple: true, default: [] as string[] },
} as const;

const words: Record<AuditProblem['kind'], string> = {
  altered: 'the entry is not what it was',
  removed: 'the entry is missing',
  inserted: 'the entry does not belong there',
  reordered: 'the entry changed places with another one',
  personal_altered: 'the personal part of the entry is not what it was, or is gone without an erasure',
  head_mismatch: 'the chain is another one than was known',
  signature_invalid: 'the signed heads are not what was signed, or some before them are missing',
};

/**
 * `audit:verify [--chain <n>] [--signed-heads <file> …]`: whether the log is as it was written. A file holds signed heads as
 * `audit:sign` prints them and the service logs them. Exit code 1 and the first problem when it is not.
 */
export async function verify(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options });
  const kept = await Promise.all(
    values['signed-heads'].map(async (file) => readSignedHeads(await readFile(file, 'utf8'))),
  );
  const chain = values.chain === undefined ? undefined : readChain(values.chain);
  await withLog(
    async (parts) => {
      const startedAtMs = performance.now();
      const { entries, erased, signedAt, problem } = await verifyLog(parts, { chain, kept: kept.flat() });
      if (problem) throw new Error(inWords(problem));
      const seconds = ((performance.now() - startedAtMs) / 1_000).toFixed(1);
      const since = signedAt ? `heads were last signed at ${signedAt.toISOString()}` : 'heads were never signed';
      process.stdout.write(
        `The log is as it was written: ${entries} entries, ${erased} of them erased; ${since} (${seconds} s).\n`,
      );
    },
    { view: true },
  );
}

function inWords({ chain, position, kind, entryId }: AuditProblem): string {
  const place = chain === null ? `signed heads ${position}` : `chain ${chain}, position ${position}`;
  return `${place}: ${words[kind]} (${kind}${entryId === null ? '' : `, entry ${entryId}`})`;
}

function readChain(text: string): number {
  const chain = Number(text);
  if (/^\d{1,3}$/.test(text) && chain < AUDIT_CHAINS) return chain;
  throw new UsageError(`--chain is a number from 0 to ${AUDIT_CHAINS - 1}`);
}
