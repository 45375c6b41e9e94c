import { run } from '@rollcall/service-kit';
import { readConfig } from './env.ts';
import { createClassService } from './service.ts';

run(() => createClassService(readConfig()));
