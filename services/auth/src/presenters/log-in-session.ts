import type { LogInSession } from '@rollcall/contracts';
import type { LogInSessionDocument } from '../store/log-in-sessions.ts';
import { describeUserAgent } from './user-agent.ts';

export function presentLogInSession(session: LogInSessionDocument, currentId: string): LogInSession {
  return {
    _id: session._id,
    current: session._id === currentId,
    kind: session.kind,
    device: describeUserAgent(session.userAgent),
    address: session.address,
    createdAt: session.createdAt.toISOString(),
    lastUsedAt: (session.lastUsedAt ?? session.createdAt).toISOString(),
    expiresAt: (session.expiresAt ?? session.tokenExpiresAt).toISOString(),
  };
}
