import type { Operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { activateSession } from './activate-session.ts';
import { calendars } from './calendars/index.ts';
import { cancelSession } from './cancel-session.ts';
import { classicStart } from './classic-start.ts';
import { confirmRecord, rejectRecord } from './decide-record.ts';
import { endRound } from './end-round.ts';
import { endSession } from './end-session.ts';
import { approveExcuse, listExcuses, rejectExcuse } from './excuses-of-classes.ts';
import { attachToExcuse, listMyExcuses, requestExcuse, withdrawExcuse } from './excuses-of-mine.ts';
import { exportSession } from './export-session.ts';
import { createExport, getExport, listExports } from './exports.ts';
import { getExcuseAttachment } from './get-excuse-attachment.ts';
import { getFile } from './get-file.ts';
import { getQr } from './get-qr.ts';
import { getSession } from './get-session.ts';
import { listFlagged } from './list-flagged.ts';
import { listRecords } from './list-records.ts';
import { listSessions } from './list-sessions.ts';
import { markStudent } from './mark-student.ts';
import { moveSession } from './move-session.ts';
import { qrStatus } from './qr-status.ts';
import { regenerateCode } from './regenerate-code.ts';
import { reports } from './reports/index.ts';
import { rotateQr } from './rotate-qr.ts';
import { scan, scanOfRound } from './scan.ts';
import { sessionStats } from './session-stats.ts';
import { setRecordStatus } from './set-record-status.ts';
import { startRound } from './start-round.ts';
import { startSession } from './start-session.ts';

/** What the service does over HTTP; what a hall does at once comes first, because addresses are tried in this order. */
export const operations: Operation<Context>[] = [
  scan,
  scanOfRound,

  startSession,
  classicStart,
  listSessions,
  getSession,
  activateSession,
  moveSession,
  endSession,
  cancelSession,
  startRound,
  endRound,

  getQr,
  qrStatus,
  rotateQr,
  regenerateCode,

  listRecords,
  listFlagged,
  sessionStats,
  markStudent,
  confirmRecord,
  rejectRecord,
  setRecordStatus,

  ...reports,

  ...calendars,
  requestExcuse,
  listMyExcuses,
  withdrawExcuse,
  attachToExcuse,
  getExcuseAttachment,
  listExcuses,
  approveExcuse,
  rejectExcuse,

  exportSession,
  createExport,
  getExport,
  listExports,
  getFile,
];
