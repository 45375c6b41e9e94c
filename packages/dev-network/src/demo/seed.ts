import type { Role } from '@rollcall/contracts';
import { type Credentials, logIn, type Person, signUpOrLogIn } from './accounts.ts';
import { enrol, findOrCreateClass } from './find-or-create-class.ts';
import { inParallel } from './in-parallel.ts';

export interface DemoAccount extends Credentials {
  role: Role;
}

export interface Seeded {
  accounts: DemoAccount[];
  className: string;
}

const password = 'attendance';
const className = 'Introduction to Computing';
const admin: Credentials = { email: 'admin@rollcall.example', password };
const teacher: Person = { role: 'teacher', name: 'Tove Lehrer', email: 'teacher@rollcall.example', password };
const students = ['Ada Kim', 'Ben Okoye', 'Carla Ruiz', 'Deniz Kaya', 'Emma Weber'].map(
  (name, index): Person => ({ role: 'student', name, email: `student${index + 1}@rollcall.example`, password }),
);

/**
 * Makes the demo accounts and their class; what is there already stays. The admin is listed when there is one with the demo
 * password: the first admin comes from the environment of auth alone. Throws when somebody else has one of the addresses.
 */
export async function seed(options: { origin: string; onProgress?: (line: string) => void }): Promise<Seeded> {
  const { origin, onProgress } = options;
  onProgress?.('making the demo accounts');
  const [host, ...roster] = await inParallel([teacher, ...students], 4, (person) => signUpOrLogIn(origin, person));
  if (!host) throw new Error('nobody teaches');
  onProgress?.('making the demo class');
  await enrol(host, await findOrCreateClass(host, className), roster);
  const people: DemoAccount[] = [teacher, ...students].map(({ role, email }) => ({ role, email, password }));
  const hasAdmin = (await logIn(origin, admin)) !== undefined;
  return { accounts: hasAdmin ? [{ role: 'admin', ...admin }, ...people] : people, className };
}
