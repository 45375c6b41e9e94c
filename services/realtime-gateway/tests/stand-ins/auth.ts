import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { INSTITUTION_ID, type Role, rpcs } from '@rollcall/contracts';
import { ACCESS_TOKEN_ALGORITHM, ACCESS_TOKEN_TYPE, type Answer, answer } from '@rollcall/service-kit';

/** Issues real tokens and knows which log-ins have ended. */
export class AuthState {
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  readonly ended: { sessionId: string; forgetAtMs: number }[] = [];

  readonly answers: Answer<unknown>[] = [
    answer(rpcs.auth.jwks, async () => ({
      keys: [{ ...this.#keys.publicKey.export({ format: 'jwk' }), kid: 'key-1', alg: ACCESS_TOKEN_ALGORITHM }],
    })),
    answer(rpcs.auth.endedSince, async () => ({ ended: this.ended, nowMs: Date.now(), more: false })),
    answer(rpcs.auth.isSessionActive, async (_context, { sessionId }) => ({
      active: !this.ended.some((one) => one.sessionId === sessionId),
    })),
  ];

  /** A token and its log-in session; `expiresInSeconds` counts from now, rounded down as tokens are. */
  logIn(person: { userId: string; role: Role }, expiresInSeconds = 600): { token: string; loginId: string } {
    const loginId = randomUUID();
    const nowSeconds = Math.floor(Date.now() / 1000);
    const text = [
      { alg: ACCESS_TOKEN_ALGORITHM, typ: ACCESS_TOKEN_TYPE, kid: 'key-1' },
      {
        ...person,
        sub: person.userId,
        sid: loginId,
        institutionId: INSTITUTION_ID,
        iss: 'rollcall',
        aud: 'rollcall',
        iat: nowSeconds,
        exp: nowSeconds + expiresInSeconds,
      },
    ]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = sign('RSA-SHA256', Buffer.from(text), this.#keys.privateKey).toString('base64url');
    return { token: `${text}.${signature}`, loginId };
  }
}
