import { run } from '@rollcall/service-kit';
import { commands } from './commands/index.ts';
import { readConfig } from './env.ts';
import { createAuditService } from './service.ts';

run(() => createAuditService(readConfig()), commands);
