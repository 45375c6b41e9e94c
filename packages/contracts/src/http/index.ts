import { auditRoutes } from './audit.ts';
import { authRoutes } from './auth.ts';
import { classRoutes, enrolmentRoutes } from './class.ts';
import { courseRoutes } from './courses.ts';
import { deviceRoutes } from './devices.ts';
import { joinRoutes } from './join-codes.ts';
import { notificationRoutes } from './notifications.ts';
import { rosterImportRoutes } from './roster-imports.ts';
import type { Route } from './route.ts';
import { sessionRoutes } from './session.ts';
import { userRoutes } from './users.ts';
import { webhookRoutes } from './webhooks.ts';

export { type Failure, failure, success } from './answer.ts';
export { AUDIT_CHAINS, type AuditEntry, type AuditKey, type AuditProblem, type AuditVerification } from './audit.ts';
export type { LoggedIn, LogInSession, Profile, User } from './auth.ts';
/** Parts of `routes`, for a page that has to be small: what is not imported is not loaded. */
export { authRoutes } from './auth.ts';
export { type ClassView, type EnrolledStudent, type EnrolmentPeriod, type MeetingTime, timeZone } from './class.ts';
export type { Course } from './courses.ts';
export {
  DEVICE_HASH_PURPOSE,
  type Device,
  type DeviceEvidence,
  type DevicePublicKey,
  type DeviceReset,
  deviceEvidence,
  deviceProofText,
  deviceRoutes,
  scanProofText,
} from './devices.ts';
export { type Excuse, type ExcuseStatus, excuseAttachment } from './excuses.ts';
export { type ExportFormat, type ExportScope, type ExportState, exportFileTypes, FILE_KEY } from './exports.ts';
export { BROWSER_CLIENT, CLIENT_HEADER } from './headers.ts';
export { commonImportResults, type ImportState, type ImportStatus } from './imports.ts';
export type { JoinCode, JoinRequest } from './join-codes.ts';
export {
  type Notification,
  type NotificationChannels,
  type NotificationData,
  type NotificationKind,
  type NotificationPreferences,
  notificationKind,
} from './notifications.ts';
export type { AttendanceRecord, RecordWithHistory } from './records.ts';
export type { Attended, Counts, Figures, ReportStep } from './reports.ts';
export {
  type RosterImport,
  type RosterImportColumns,
  type RosterImportResult,
  type RosterImportRow,
  rosterImportResult,
} from './roster-imports.ts';
export { type Access, type Download, download, type FileRule, type IdRule, type Route, roleRefusal } from './route.ts';
export {
  normaliseTypedCode,
  type ReportedLocation,
  type ScanBody,
  type ScanningDevice,
  scanRoutes,
  TYPED_CODE_ALPHABET,
  TYPED_CODE_LENGTH,
} from './scans.ts';
export { type Geofence, type PolicyInput, policyInput, type SessionPolicy } from './session-policy.ts';
export { lifecycleRoutes, MAX_ROUNDS, type Session } from './sessions.ts';
export {
  type ManagedUser,
  type UserImport,
  type UserImportColumns,
  type UserImportResult,
  type UserImportRow,
  userImportResult,
} from './users.ts';
export type { QrCode, Wall } from './wall-codes.ts';
export {
  WEBHOOK_PING,
  type Webhook,
  type WebhookDelivery,
  type WebhookDeliveryState,
  type WebhookEvent,
  webhookEvent,
} from './webhooks.ts';

/** Every HTTP route by name: the source of the services' routers, of the typed client and of the OpenAPI documents. */
export const routes = {
  ...authRoutes,
  ...userRoutes,
  ...deviceRoutes,
  ...courseRoutes,
  ...classRoutes,
  ...enrolmentRoutes,
  ...joinRoutes,
  ...rosterImportRoutes,
  ...sessionRoutes,
  ...auditRoutes,
  ...notificationRoutes,
  ...webhookRoutes,
};

/** The same as a list, for whoever goes through all of them. */
export const routeList = Object.values(routes) as unknown as readonly Route[];
