import { describe, expect, it } from 'vitest';
import {
  controls,
  events,
  liveSubjects,
  natsRights,
  natsServices,
  routeList,
  rpcList,
  serviceNames,
  tokenGuards,
} from '../src/index.ts';

const isService = (name: string) => (serviceNames as readonly string[]).includes(name);

describe('who may do what on NATS', () => {
  it.each(rpcList)('$subject has its owner in its name, and somebody else asks it', ({ subject, service, askedBy }) => {
    expect(subject.startsWith(`rpc.${service}.`)).toBe(true);
    expect(askedBy.length).toBeGreaterThan(0);
    expect(askedBy.filter((asker) => !isService(asker) || asker === service)).toEqual([]);
  });

  it.each(Object.values(events))('$subject is published by one service', ({ publishedBy, consumedBy }) => {
    expect([publishedBy, ...consumedBy].filter((service) => !isService(service))).toEqual([]);
  });

  it.each(Object.values(controls))('$subject is told by one service', ({ toldBy }) => {
    expect(isService(toldBy)).toBe(true);
  });

  it('every service that checks tokens, but their issuer, asks about them', () => {
    const checking = routeList.filter((route) => route.access !== 'public').map(({ service }) => service);
    expect([...new Set(checking)].filter((service) => service !== 'auth' && !tokenGuards.includes(service))).toEqual(
      [],
    );
  });

  it('a service has a user when it has anything to say, and web has nothing', () => {
    expect(natsServices).toEqual(serviceNames.filter((name) => name !== 'web'));
    expect(natsRights('web')).toEqual({ publish: [], subscribe: [] });
  });

  it('a right is listed once and never for all subjects of a kind but control', () => {
    for (const { publish, subscribe } of natsServices.map(natsRights)) {
      expect(new Set(publish).size).toBe(publish.length);
      expect(publish.filter((subject) => /^(rpc|evt|ctl)\..*[*>]|^\$JS\.API.*[*>]|^[*>]/.test(subject))).toEqual([]);
      expect(new Set(subscribe).size).toBe(subscribe.length);
    }
  });

  it('only who consumes events may pull them, and only from its own durable', () => {
    for (const service of natsServices) {
      const consumes = Object.values(events).some(({ consumedBy }) => consumedBy.includes(service));
      const pulls = natsRights(service).publish.filter((subject) => /CONSUMER|ACK/.test(subject));
      expect(pulls.length > 0, service).toBe(consumes);
      expect(pulls.filter((subject) => !subject.includes(`.EVENTS.${service}`))).toEqual([]);
    }
  });

  it('live frames have senders and listeners', () => {
    for (const { sentBy, heardBy } of liveSubjects) expect([...sentBy, ...heardBy].every(isService)).toBe(true);
  });
});
