import { type ServiceName, serviceNames } from '@rollcall/contracts';

/** A record with something for each service. */
export function perService<Thing>(make: (service: ServiceName) => Thing): Record<ServiceName, Thing> {
  return Object.fromEntries(serviceNames.map((name) => [name, make(name)])) as Record<ServiceName, Thing>;
}
