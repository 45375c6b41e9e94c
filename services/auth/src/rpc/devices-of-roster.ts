import type { Context } from '../context.ts';

export async function devicesOfRoster({ devices }: Context, { userIds }: { userIds: string[] }) {
  const bound = await devices.boundOfAll(userIds);
  return { devices: bound.map(({ _id, ...device }) => ({ deviceId: _id, ...device })) };
}
