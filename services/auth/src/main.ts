import { run } from '@rollcall/service-kit';
import { readConfig } from './env.ts';
import { createAuthService } from './service.ts';

run(() => createAuthService(readConfig()));
