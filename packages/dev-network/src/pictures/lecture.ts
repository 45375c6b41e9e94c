import { routes, type Session } from '@rollcall/contracts';
import { type Account, type Person, signUpOrLogIn } from '../demo/accounts.ts';
import { enrol } from '../demo/find-or-create-class.ts';
import { inParallel } from '../demo/in-parallel.ts';

const firstNames = 'Ada Ben Carla Deniz Emma Farid Greta Hugo Ines Jonas Kira Liam'.split(' ');
const lastNames = ['Kim', 'Okoye', 'Ruiz', 'Kaya'];
const AT_ONCE = 4;
const SHARE_THAT_IS_IN = 0.75;

/** A lecture of invented people which has just begun. */
export interface Lecture {
  teacher: Person;
  /** Has not scanned yet. */
  late: Person;
  session: Session;
  /** What hangs on the wall now, as an address. */
  readCode(): Promise<string>;
}

/** Makes a class of 48, starts a session, and lets three quarters of them scan. */
export async function holdLecture(origin: string): Promise<Lecture> {
  const teacher = person('teacher', 'Grace Hopper');
  const people = firstNames.flatMap((first) => lastNames.map((last) => person('student', `${first} ${last}`)));
  const host = await signUpOrLogIn(origin, teacher);
  const students = await inParallel(people, AT_ONCE, (one) => signUpOrLogIn(origin, one));
  const course = { code: 'MA 101', name: 'Linear Algebra', term: '2026 autumn' };
  const { _id: courseId } = await host.client.call(routes.createCourse, { body: course });
  const { _id: classId } = await host.client.call(routes.createClassOfCourse, {
    ids: { id: courseId },
    body: { className: 'Group A' },
  });
  await enrol(host, classId, students);
  const session = await host.client.call(routes.startSession, { body: { classId, room: 'H 104' } });
  const scanners = students.slice(0, students.length * SHARE_THAT_IS_IN);
  await inParallel(scanners, AT_ONCE, async ({ client }) =>
    client.call(routes.scan, { body: { token: await tokenOf(host, session) } }, { retry: { attempts: 3 } }),
  );
  const late = people.at(-1);
  if (!late) throw new Error('nobody is left');
  return { teacher, late, session, readCode: async () => `/s#${await tokenOf(host, session)}` };
}

async function tokenOf({ client }: Account, { _id: id }: Session): Promise<string> {
  return (await client.call(routes.getQr, { ids: { id } })).token;
}

function person(role: Person['role'], name: string): Person {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@lecture.rollcall.example`;
  return { role, name, email, password: 'attendance' };
}
