import { randomBytes } from 'node:crypto';
import type { Context } from '../context.ts';
import { hashToken } from '../keys/refresh-tokens.ts';
import { versionOf } from '../policies/is-session-active.ts';
import type { PasswordLinkPurpose } from '../store/password-links.ts';
import type { UserDocument } from '../store/users.ts';

const HOUR_MS = 3_600_000;
const lifeMs: Record<PasswordLinkPurpose, number> = { reset: HOUR_MS, invitation: 7 * 24 * HOUR_MS };

type Needed = Pick<Context, 'clock' | 'passwordLinks' | 'config'>;

/** A link with which somebody sets a password, once. The token stands in the fragment, which no server sees. */
export async function makePasswordLink(
  { clock, passwordLinks, config }: Needed,
  user: UserDocument,
  purpose: PasswordLinkPurpose,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const nowMs = clock.now();
  await passwordLinks.insert({
    _id: hashToken(token),
    schemaVersion: 1,
    userId: user._id,
    purpose,
    credentialsVersion: versionOf(user),
    createdAt: new Date(nowMs),
    expiresAt: new Date(nowMs + lifeMs[purpose]),
  });
  return `${config.PUBLIC_ORIGIN}/app/set-password#${token}`;
}
