import { type FileRule, type Route, routeList } from '@rollcall/contracts';
import { afterEach } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../src/app-error.ts';
import { createFoundation } from '../../src/base-context.ts';
import { CloseStack } from '../../src/close-stack.ts';
import { commonEnv, readEnv } from '../../src/env.ts';
import { createApp } from '../../src/http/app.ts';
import type { Operation } from '../../src/http/operation.ts';
import { closeServer, createPublicServer, listen } from '../../src/http/servers.ts';
import type { Logger } from '../../src/log.ts';
import type { TokenVerifier } from '../../src/tokens/verifier.ts';

const closers = new CloseStack();
afterEach(() => closers.close());

/** A route for everybody at `/thing`, besides what is said. */
export function testRoute<File extends FileRule | undefined = undefined>(
  change: Partial<Omit<Route, 'file'>> & { file?: File } = {},
) {
  const route = {
    ...routeList[0],
    name: 'thing',
    method: 'POST',
    paths: ['/thing'],
    access: 'public',
    ids: {},
    body: z.unknown(),
    query: z.unknown(),
    status: 200,
    bare: false,
    cookies: false,
    file: undefined,
    produces: [],
    cacheSeconds: 0,
    ...change,
  };
  return route as unknown as Route<z.ZodType, z.ZodType, z.ZodType, string, File>;
}

/** Serves operations as a service does, by the environment's settings; tokens are the names of their owners. */
export async function serve(
  operations: Operation<undefined>[],
  env: Record<string, string> = {},
  log?: Logger,
): Promise<string> {
  const foundation = createFoundation('web', 'silent', log && { log });
  const verifier: TokenVerifier = {
    async verify(token) {
      if (token === '') throw new AppError('unauthorized');
      return { userId: token, role: 'student', sessionId: 's', institutionId: 'default', expiresAtMs: 0 };
    },
  };
  const app = createApp({
    settings: readEnv(commonEnv, env),
    context: undefined,
    log: foundation.log,
    metrics: foundation.metrics,
    newRequestId: foundation.ids.unique,
    verifier,
    operations,
  });
  const server = closers.add(createPublicServer(app, foundation.ids.unique), (one) => closeServer(one, 0));
  return `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
}
