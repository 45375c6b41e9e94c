import type { Operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { classicStart } from './classic-start.ts';
import { endSession } from './end-session.ts';
import { getQr } from './get-qr.ts';
import { getSession } from './get-session.ts';
import { listRecords } from './list-records.ts';
import { scan } from './scan.ts';
import { startSession } from './start-session.ts';

/** What the service does over HTTP. */
export const operations: Operation<Context>[] = [
  startSession,
  classicStart,
  getSession,
  endSession,
  getQr,
  listRecords,
  scan,
];
