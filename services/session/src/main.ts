import { run } from '@rollcall/service-kit';
import { commands } from './commands/index.ts';
import { readConfig } from './env.ts';
import { createSessionService } from './service.ts';

run(() => createSessionService(readConfig()), commands);
