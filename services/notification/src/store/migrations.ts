import { createPublishedEvents, type DatabaseSchema, parkedEventModel } from '@rollcall/service-kit';
import { absenceCheckModel } from './absence-checks.ts';
import { absenceRunModel } from './absence-runs.ts';
import { deliveryModel } from './deliveries.ts';
import { notificationModel } from './notification-model.ts';
import { preferencesModel } from './preferences.ts';
import { sessionPlanModel } from './session-plans.ts';
import { settlementModel } from './settlements.ts';
import { webhookModel } from './webhooks.ts';

/** All models and migrations of the service's database, for the command `migrate`. */
export const databaseSchema: DatabaseSchema = {
  models: [
    notificationModel,
    preferencesModel,
    settlementModel,
    sessionPlanModel,
    absenceCheckModel,
    absenceRunModel,
    webhookModel,
    deliveryModel,
    parkedEventModel,
    createPublishedEvents,
  ],
  migrations: [],
};
