import { run } from '@rollcall/service-kit';
import { readConfig } from './env.ts';
import { createSessionService } from './service.ts';

run(() => createSessionService(readConfig()));
