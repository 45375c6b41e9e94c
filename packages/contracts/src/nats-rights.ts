/** Who may do what on NATS, derived from what stands beside the subjects. */
import { CONTROL_SUBJECTS, type ControlDefinition, controls } from './control.ts';
import { EVENT_STREAM, type EventDefinition, events } from './events.ts';
import { liveSubjects } from './live.ts';
import { type ServiceName, serviceNames } from './paths.ts';
import { rpcList } from './rpc/index.ts';

/** Subjects, with wildcards, that a NATS user may publish and subscribe to. Everything else is refused. */
export interface NatsRights {
  publish: string[];
  subscribe: string[];
}

/** Begins the subjects to which a service is answered; nobody else may listen there. */
export function inboxPrefix(service: string): string {
  return `_INBOX.${service}`;
}

/** The rights of a service's NATS user; none at all for a service that has nothing to say or to ask. */
export function natsRights(service: ServiceName): NatsRights {
  const parts = [requestRights(service), eventRights(service), controlRights(service), liveRights(service)];
  const publish = parts.flatMap((part) => part.publish);
  const subscribe = parts.flatMap((part) => part.subscribe);
  if (publish.length + subscribe.length === 0) return { publish, subscribe };
  return { publish, subscribe: [...subscribe, CONTROL_SUBJECTS, `${inboxPrefix(service)}.>`] };
}

/** The services that speak NATS: each has a user of its name. */
export const natsServices: readonly ServiceName[] = serviceNames.filter(
  (service) => natsRights(service).subscribe.length > 0,
);

/** Answers go to the inboxes of those who may ask, and nowhere else, whatever a request names for its answer. */
function requestRights(service: ServiceName): NatsRights {
  const asked = rpcList.filter((rpc) => rpc.askedBy.includes(service));
  const answered = rpcList.filter((rpc) => rpc.service === service);
  const askers = new Set(answered.flatMap((rpc) => rpc.askedBy));
  return {
    publish: [...asked.map(({ subject }) => subject), ...[...askers].map((asker) => `${inboxPrefix(asker)}.>`)],
    subscribe: answered.length > 0 ? [`rpc.${service}.>`] : [],
  };
}

/** The stream is made by whoever needs it first; a durable consumer is its service's alone. Nobody may delete either. */
function eventRights(service: ServiceName): NatsRights {
  const all: EventDefinition[] = Object.values(events);
  const published = all.filter((event) => event.publishedBy === service).map(({ subject }) => subject);
  const consumes = all.some((event) => event.consumedBy.includes(service));
  const stream = ['INFO', 'CREATE'].map((verb) => `$JS.API.STREAM.${verb}.${EVENT_STREAM}`);
  const consumer = ['DURABLE.CREATE', 'INFO', 'MSG.NEXT'].map(
    (verb) => `$JS.API.CONSUMER.${verb}.${EVENT_STREAM}.${service}`,
  );
  return {
    publish: [
      ...published,
      ...(published.length > 0 || consumes ? stream : []),
      ...(consumes ? [...consumer, `$JS.ACK.${EVENT_STREAM}.${service}.>`] : []),
    ],
    subscribe: [],
  };
}

function controlRights(service: ServiceName): NatsRights {
  const all: ControlDefinition[] = Object.values(controls);
  return { publish: all.filter(({ toldBy }) => toldBy === service).map(({ subject }) => subject), subscribe: [] };
}

function liveRights(service: ServiceName): NatsRights {
  return {
    publish: liveSubjects.filter(({ sentBy }) => sentBy.includes(service)).map(({ subject }) => subject),
    subscribe: liveSubjects.filter(({ heardBy }) => heardBy.includes(service)).map(({ subject }) => subject),
  };
}
