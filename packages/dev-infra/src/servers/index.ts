import type { ServerName } from '../types.ts';
import { mongodb } from './mongodb.ts';
import { nats } from './nats.ts';
import { redis } from './redis.ts';
import type { ServerKind } from './server-kind.ts';

export const serverKinds: Record<ServerName, ServerKind> = { mongodb, redis, nats };
