import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { completePreferences } from '../domain/preferences.ts';

export const getNotificationPreferences = operation(
  routes.getNotificationPreferences,
  async ({ preferences }: Context, { caller: { userId } }) =>
    completePreferences((await preferences.of([userId])).get(userId)),
);

export const setNotificationPreferences = operation(
  routes.setNotificationPreferences,
  async ({ preferences }: Context, { body: { kinds }, caller }) => {
    await preferences.set(caller.userId, kinds);
    return completePreferences(kinds);
  },
);
