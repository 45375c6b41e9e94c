import { run } from '@rollcall/service-kit';
import { commands } from './commands/index.ts';
import { readConfig } from './env.ts';
import { createAuthService } from './service.ts';

run(() => createAuthService(readConfig()), commands);
