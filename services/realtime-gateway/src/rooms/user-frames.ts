import { liveUserSubject, userFrame } from '@rollcall/contracts';
import { type Bus, subscribeLive } from '@rollcall/service-kit';
import type { UserSockets } from './user-sockets.ts';

/** Takes the frames for one person, each in one of the gateways, and hands them to all sockets of that person. */
export function hearUserFrames(bus: Bus, users: UserSockets): void {
  subscribeLive(
    bus,
    liveUserSubject('*'),
    userFrame,
    ({ event, data }, subject) => users.tell(subject.slice(liveUserSubject('').length), event, data),
    { queue: 'realtime-gateway' },
  );
}
