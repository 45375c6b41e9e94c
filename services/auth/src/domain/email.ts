import { toEmailKey } from '@rollcall/contracts';

export { toEmailKey };

/** Whether an address is of one of the domains; `*.example.org` means every domain below example.org. */
export function isOfDomains(email: string, domains: readonly string[]): boolean {
  const domain = toEmailKey(email).split('@').at(-1) ?? '';
  return domains.some((one) => (one.startsWith('*.') ? domain.endsWith(one.slice(1)) : domain === one));
}
