import { type ServiceName, serviceNames } from '@rollcall/contracts';

export type { ServiceName };

export function isServiceName(text: string): text is ServiceName {
  return (serviceNames as readonly string[]).includes(text);
}
