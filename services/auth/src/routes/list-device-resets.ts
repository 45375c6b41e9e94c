import type { DeviceReset } from '@rollcall/contracts';
import type { Context } from '../context.ts';
import { presentDeviceReset } from '../presenters/device.ts';

interface ListResets {
  query: { status: DeviceReset['status']; cursor?: string | undefined; limit: number };
}

export async function listDeviceResets({ deviceResets, users }: Context, { query }: ListResets) {
  const { status, cursor, limit } = query;
  const found = await deviceResets.list({ status, after: cursor, limit: limit + 1 });
  const page = found.slice(0, limit);
  const people = await users.byIds([...new Set(page.map(({ userId }) => userId))]);
  const byId = new Map(people.map((user) => [user._id, user]));
  return {
    items: page.map((reset) => presentDeviceReset(reset, byId.get(reset.userId))),
    nextCursor: found.length > limit ? (page.at(-1)?._id ?? null) : null,
  };
}
