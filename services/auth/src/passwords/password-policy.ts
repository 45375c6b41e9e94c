import { AppError, importLate } from '@rollcall/service-kit';

/** The shortest that the contract takes; where more is asked for, common passwords are refused too. */
const CONTRACT_MIN_LENGTH = 6;

export interface PasswordPolicy {
  /** Throws `password_too_short` or `password_too_common` for a password that may not be chosen. */
  check(password: string): void;
}

/** The passwords that may be chosen: long enough and, when `minLength` is raised, none of the 50,000 most common (NIST SP 800-63B). */
export async function createPasswordPolicy(minLength: number): Promise<PasswordPolicy> {
  const common = minLength > CONTRACT_MIN_LENGTH ? await loadCommon() : new Set<string>();
  return {
    check(password) {
      if ([...password].length < minLength) {
        const details = [{ path: 'password', message: `at least ${minLength} characters` }];
        throw new AppError('password_too_short', { details });
      }
      if (common.has(password.toLowerCase())) throw new AppError('password_too_common');
    },
  };
}

async function loadCommon(): Promise<Set<string>> {
  const { dictionary } = await importLate(() => import('@zxcvbn-ts/language-common'));
  return new Set(dictionary['passwords-common']);
}
