import { run } from '@rollcall/service-kit';
import { readConfig } from './env.ts';
import { createWebService } from './service.ts';

run(() => createWebService(readConfig()));
