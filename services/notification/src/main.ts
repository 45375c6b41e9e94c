import { run } from '@rollcall/service-kit';
import { commands } from './commands/index.ts';
import { readConfig } from './env.ts';
import { createNotificationService } from './service.ts';

run(() => createNotificationService(readConfig()), commands);
