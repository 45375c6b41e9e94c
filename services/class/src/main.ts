import { run } from '@rollcall/service-kit';
import { commands } from './commands/index.ts';
import { readConfig } from './env.ts';
import { createClassService } from './service.ts';

run(() => createClassService(readConfig()), commands);
