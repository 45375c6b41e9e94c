import type { Bus } from '@rollcall/service-kit';
import type { Connection } from 'mongoose';
import { type AbsenceChecks, createAbsenceChecks } from './absence-checks.ts';
import { type AbsenceRuns, createAbsenceRuns } from './absence-runs.ts';
import { createDeliveries, type Deliveries } from './deliveries.ts';
import { createMailsToSend, type MailsToSend } from './mails-to-send.ts';
import { createNotifications, type Notifications } from './notifications.ts';
import { createPreferences, type Preferences } from './preferences.ts';
import { createSessionPlans, type SessionPlans } from './session-plans.ts';
import { createSettlements, type Settlements } from './settlements.ts';
import { createWebhooks, type Webhooks } from './webhooks.ts';

/** All that the service keeps in MongoDB. */
export interface Stores {
  notifications: Notifications;
  mailsToSend: MailsToSend;
  preferences: Preferences;
  settlements: Settlements;
  sessionPlans: SessionPlans;
  absenceChecks: AbsenceChecks;
  absenceRuns: AbsenceRuns;
  webhooks: Webhooks;
  deliveries: Deliveries;
}

export function createStores(connection: Connection, bus: Bus): Stores {
  return {
    notifications: createNotifications(connection),
    mailsToSend: createMailsToSend(connection),
    preferences: createPreferences(connection),
    settlements: createSettlements(connection),
    sessionPlans: createSessionPlans(connection),
    absenceChecks: createAbsenceChecks(connection),
    absenceRuns: createAbsenceRuns(connection),
    webhooks: createWebhooks(connection, bus),
    deliveries: createDeliveries(connection),
  };
}
