import type { Role } from '@rollcall/contracts';
import { AppError } from '@rollcall/service-kit';
import { isOfDomains } from '../domain/email.ts';
import type { Config } from '../env.ts';

/** Throws `email_domain_refused` for an address that people of a role may not choose for themselves. */
export function requireOwnDomain(config: Config, role: Role, email: string): void {
  const domains = { student: config.STUDENT_EMAIL_DOMAINS, teacher: config.TEACHER_EMAIL_DOMAINS, admin: undefined };
  const allowed = domains[role];
  if (allowed && !isOfDomains(email, allowed)) throw new AppError('email_domain_refused');
}
