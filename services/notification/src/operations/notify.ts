import { liveUserSubject, type UserFrame } from '@rollcall/contracts';
import { publishLive, systemTrace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import type { Draft } from '../domain/draft.ts';
import { derivedId } from '../domain/ids.ts';
import { channelsOf } from '../domain/preferences.ts';
import { presentNotification } from '../presenters/notification.ts';
import { NOTIFICATION_SCHEMA_VERSION, type NotificationDocument } from '../store/notification-model.ts';

const AT_ONCE = 1_000;

/**
 * Tells people, each of each thing once: stores what they want to hear of, shows what is new to their sockets, and has it
 * mailed. What is told again is stored no second time.
 */
export async function notify(context: Context, drafts: Draft[]): Promise<void> {
  for (let first = 0; first < drafts.length; first += AT_ONCE) {
    await notifySome(context, drafts.slice(first, first + AT_ONCE));
  }
}

async function notifySome(context: Context, drafts: Draft[]): Promise<void> {
  const { notifications, preferences } = context;
  const chosen = await preferences.of([...new Set(drafts.map(({ userId }) => userId))]);
  const documents: NotificationDocument[] = [];
  for (const draft of drafts) {
    const { inApp, email } = channelsOf(chosen.get(draft.userId), draft.kind);
    if (inApp) documents.push(toDocument(context, draft, email && context.mailer !== undefined));
  }
  const added = await notifications.insert(documents);
  const settled = await settleLate(context, documents);
  const news = added.filter(({ _id }) => !settled.has(_id));
  for (const one of news) show(context, one);
  const mailed = news.filter(({ mailWantedAt }) => mailWantedAt !== undefined).map(({ userId }) => userId);
  await context.digests.wake(new Set(mailed));
}

function toDocument({ clock, config }: Context, draft: Draft, mail: boolean): NotificationDocument {
  const { eventId, userId, at, about, kind, data } = draft;
  const now = clock.now();
  return {
    _id: derivedId(eventId, userId, kind),
    schemaVersion: NOTIFICATION_SCHEMA_VERSION,
    userId,
    ...({ kind, data } as Pick<Draft, 'kind' | 'data'>),
    createdAt: at,
    readAt: null,
    unread: true,
    ...(about !== undefined && { about }),
    ...(mail && { mailWantedAt: new Date(now) }),
    expiresAt: new Date(now + config.NOTIFICATION_RETENTION * 1000),
  } as NotificationDocument;
}

/**
 * Marks as read what had been settled before it was heard of; the ids of it. After the insert: whoever settles at the same
 * time looks for documents after that, so one of the two finds the other.
 */
async function settleLate({ notifications, settlements }: Context, documents: NotificationDocument[]) {
  const abouts = new Set(documents.flatMap(({ about }) => about ?? []));
  if (abouts.size === 0) return new Set<string>();
  const known = await settlements.of([...abouts]);
  await notifications.settle(known);
  const at = new Map(known.map((one) => [one.about, one.at]));
  const settled = documents.filter(({ about, createdAt }) => createdAt <= (at.get(about ?? '') ?? new Date(0)));
  return new Set(settled.map(({ _id }) => _id));
}

function show({ bus }: Context, notification: NotificationDocument): void {
  const frame: UserFrame = { event: 'notification:new', data: presentNotification(notification) };
  publishLive(bus, liveUserSubject(notification.userId), frame, systemTrace(notification._id));
}
