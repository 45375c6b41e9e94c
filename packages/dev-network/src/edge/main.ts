import { createLogger, run } from '@rollcall/service-kit';
import { createEdge } from './edge.ts';
import { readConfig } from './env.ts';

run(() => {
  const config = readConfig();
  const log = createLogger('edge', config.LOG_LEVEL);
  const upstreams = {
    auth: config.AUTH_URL,
    class: config.CLASS_URL,
    session: config.SESSION_URL,
    'realtime-gateway': config.REALTIME_GATEWAY_URL,
    notification: config.NOTIFICATION_URL,
    audit: config.AUDIT_URL,
    web: config.WEB_URL,
  };
  const edge = createEdge({ upstreams, log });
  const start = async () => log.info({ port: await edge.start(config.PORT, [config.HOST]) }, 'ready');
  return { start, close: edge.close };
});
