import { createClient } from '@rollcall/client';
import { routes } from '@rollcall/contracts';
import { type Network, startNetwork } from '@rollcall/dev-network';
import { enrol } from '../lib/enrol.ts';
import { type Forked, forkScript } from '../lib/forked.ts';
import { openDoor } from '../lib/open-door.ts';
import { requireOpenFiles } from '../lib/sockets.ts';
import type { PhonesOperations } from './phones-worker.ts';
import type { TeacherOperations } from './teacher-worker.ts';

const WORKERS = 2;
const PASSWORD = 'a password of the bench';
const TEACHER = { name: 'Teacher', email: 'teacher@hall.example', password: PASSWORD, role: 'teacher' } as const;

/** The real network with a hall of real accounts whose phones are connected. */
export interface FullHall {
  network: Network;
  students: number;
  teacher: Forked<TeacherOperations>;
  /** The students, in parts. */
  phones: Forked<PhonesOperations>[];
  /** Ends the session before, starts another that all watch; resolves with its id. */
  nextSession(): Promise<string>;
  /** Nobody watches any more. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

export async function openFullHall(students: number): Promise<FullHall> {
  // The edge has two sockets for each, and shares its process with nobody.
  requireOpenFiles(students * 2);
  const network = await startNetwork({
    mode: 'processes',
    replicas: { session: 2, 'realtime-gateway': 2 },
    env: openDoor,
  });
  const { origin } = network;
  const client = createClient({ origin });
  await client.call(routes.signUp, { body: TEACHER });
  const logIn = { email: TEACHER.email, password: TEACHER.password };
  const { accessToken: teacherToken } = await client.call(routes.logIn, { body: logIn });
  client.setToken(teacherToken);
  const { _id: classId } = await client.call(routes.createClass, { body: { className: 'Physics' } });

  const teacher = forkScript<TeacherOperations>(new URL('teacher-worker.ts', import.meta.url));
  const phones = Array.from({ length: WORKERS }, () =>
    forkScript<PhonesOperations>(new URL('phones-worker.ts', import.meta.url)),
  );
  await teacher.call('connect', origin, teacherToken);
  const part = { origin, teacherToken, students: students / WORKERS };
  const parts = await Promise.all(phones.map((worker, at) => worker.call('fill', { ...part, name: `part${at}-` })));
  await enrol(client, classId, parts.flat());

  let open: string | undefined;
  const leave = async () => void (await Promise.all([teacher, ...phones].map((worker) => worker.call('leave'))));
  return {
    network,
    students,
    teacher,
    phones,
    leave,
    async nextSession() {
      // Nobody watches the end: what that costs is no part of the next session.
      await leave();
      if (open) await client.call(routes.endSession, { ids: { id: open } });
      const policy = { mode: 'rotating' } as const;
      const { _id } = await client.call(routes.startSession, { body: { classId, policy } });
      open = _id;
      await Promise.all([teacher.call('watch', _id), ...phones.map((worker) => worker.call('watch', _id))]);
      return _id;
    },
    async close() {
      for (const worker of [teacher, ...phones]) await worker.close();
      await network.stop();
    },
  };
}
