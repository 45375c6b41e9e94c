import { sign, verify } from 'node:crypto';
import { canonical, sha256 } from './canonical.ts';
import { common, type Head, NO_HASH } from './entry.ts';
import type { PublicKey, SigningKey } from './signing-key.ts';

/** The heads of all chains at one moment, signed together. Whoever has one can show later that something was cut off. */
export interface SignedHeads {
  /** From 1, without a gap. */
  _id: number;
  schemaVersion: 1;
  institutionId: string;
  /** The day, UTC, that it was made for; missing when somebody asked for it. */
  day?: string;
  signedAt: Date;
  heads: Head[];
  /** SHA-256 of the canonical JSON of the one before. */
  previousHash: string;
  keyId: string;
  /** Ed25519, base64, over the canonical JSON of everything else. */
  signature: string;
}

export interface HeadsToSign {
  previous: SignedHeads | null;
  heads: Head[];
  day: string | undefined;
  at: Date;
}

export function signHeads(key: SigningKey, { previous, heads, day, at }: HeadsToSign): SignedHeads {
  const open = {
    ...common,
    _id: (previous?._id ?? 0) + 1,
    ...(day !== undefined && { day }),
    signedAt: at,
    heads,
    previousHash: previous ? hashOfSigned(previous) : NO_HASH,
    keyId: key.publicKey.id,
  };
  return { ...open, signature: sign(null, signedBytes(open), key.privateKey).toString('base64') };
}

/** Whether one of the keys signed it. The keys are ours: what stands beside the signature is not believed. */
export function isSignedByUs(signed: SignedHeads, keys: readonly PublicKey[]): boolean {
  const { signature, ...open } = signed;
  const key = keys.find(({ id }) => id === open.keyId)?.key;
  return key !== undefined && verify(null, signedBytes(open), key, Buffer.from(String(signature), 'base64'));
}

export function hashOfSigned(signed: SignedHeads): string {
  return sha256(canonical(signed));
}

const signedBytes = (open: Omit<SignedHeads, 'signature'>) => Buffer.from(canonical(open));
