import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** A secret as the Standard Webhooks specification wants it: `whsec_` and random bytes in base64. */
export function drawSecret(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/** Seals the secret of one webhook (AES-256-GCM, bound to its id) under a key derived from the service's (HKDF, RFC 5869). */
export function sealSecret(serviceKey: string, webhookId: string, secret: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, deriveKey(serviceKey), iv).setAAD(Buffer.from(webhookId));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
}

/** Opens what {@link sealSecret} sealed. Throws when key or webhook are others. */
export function openSecret(serviceKey: string, webhookId: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv(ALGORITHM, deriveKey(serviceKey), bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(webhookId))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
}

function deriveKey(serviceKey: string): Buffer {
  return Buffer.from(hkdfSync('sha256', serviceKey, '', 'rollcall webhook secrets', KEY_BYTES));
}

export interface SignedMessage {
  /** The same for every attempt. */
  id: string;
  at: Date;
  /** To the byte. */
  body: string;
}

/**
 * The headers that sign a message by the Standard Webhooks specification (github.com/standard-webhooks/standard-webhooks,
 * spec/standard-webhooks.md): `v1,` and the base64 HMAC-SHA256 of `<id>.<seconds>.<body>`, one for each secret.
 */
export function signatureHeaders({ id, at, body }: SignedMessage, secrets: string[]): Record<string, string> {
  const seconds = Math.floor(at.getTime() / 1000);
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': `${seconds}`, 'webhook-signature': signatures.join(' ') };
}
