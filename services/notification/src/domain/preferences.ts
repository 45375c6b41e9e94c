import {
  type NotificationChannels,
  type NotificationKind,
  type NotificationPreferences,
  notificationKind,
} from '@rollcall/contracts';

/** What somebody has said; kinds that are left out have the defaults. */
export type StoredPreferences = Partial<Record<NotificationKind, NotificationChannels>>;

const mailed: readonly NotificationKind[] = ['excuse_decided', 'device_reset_decided', 'consecutive_absences'];

/** Where somebody hears of a kind. By default of all in the app, of what is rare and matters by mail, too. */
export function channelsOf(stored: StoredPreferences | undefined, kind: NotificationKind): NotificationChannels {
  return stored?.[kind] ?? { inApp: true, email: mailed.includes(kind) };
}

/** The same for every kind. */
export function completePreferences(stored: StoredPreferences | undefined): NotificationPreferences {
  const kinds = notificationKind.options.map((kind) => [kind, channelsOf(stored, kind)] as const);
  return { kinds: Object.fromEntries(kinds) as NotificationPreferences['kinds'] };
}
