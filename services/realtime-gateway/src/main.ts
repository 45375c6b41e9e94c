import { run } from '@rollcall/service-kit';
import { readConfig } from './env.ts';
import { createRealtimeGatewayService } from './service.ts';

run(() => createRealtimeGatewayService(readConfig()));
