import { ACCESS_TOKEN_ALGORITHM, ACCESS_TOKEN_TYPE } from '@rollcall/service-kit';
import jwt from 'jsonwebtoken';
import type { LogInSessionDocument } from '../store/log-in-sessions.ts';
import type { UserDocument } from '../store/users.ts';
import type { CurrentKey } from './current-key.ts';

export interface TokenIssuer {
  /** An access token of a log-in session, good until the session's `tokenExpiresAt`. */
  issue(user: UserDocument, session: LogInSessionDocument): string;
}

export function createTokenIssuer(
  settings: { TOKEN_ISSUER: string; TOKEN_AUDIENCE: string },
  key: Pick<CurrentKey, 'get'>,
): TokenIssuer {
  return {
    issue(user, session) {
      const { keyId, privateKey } = key.get();
      const claims = {
        iss: settings.TOKEN_ISSUER,
        aud: settings.TOKEN_AUDIENCE,
        sub: user._id,
        userId: user._id,
        role: user.role,
        sid: session._id,
        institutionId: user.institutionId,
        iat: seconds(session.lastUsedAt ?? session.createdAt),
        exp: seconds(session.tokenExpiresAt),
      };
      const header = { alg: ACCESS_TOKEN_ALGORITHM, typ: ACCESS_TOKEN_TYPE, kid: keyId };
      return jwt.sign(claims, privateKey, { algorithm: ACCESS_TOKEN_ALGORITHM, header });
    },
  };
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
