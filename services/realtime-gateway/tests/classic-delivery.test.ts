import { liveClassSubject } from '@rollcall/contracts';
import { type Bus, connectBus, createFoundation, systemTrace } from '@rollcall/service-kit';
import { describe, expect, it } from 'vitest';
import { DelayedBroadcasts } from '../src/rooms/delayed-broadcasts.ts';
import { useNetwork } from './network.ts';
import { newId } from './stand-ins/ids.ts';
import { patience, until } from './until.ts';

const network = useNetwork();
const mark = (studentId: string, status = 'present') => ({ event: 'ATTENDANCE_MARKED', data: { studentId, status } });

describe('a frame to the class', () => {
  it('reaches its teacher and everyone enrolled on every gateway exactly once, and nobody else', async () => {
    const { teacher, anna, ben, classId } = network.current.open();
    const other = network.current.open();
    const sender = await network.current.classic(teacher, 0);
    const others = await Promise.all([
      network.current.classic(teacher, 1),
      network.current.classic(anna, 0),
      network.current.classic(anna, 1),
      network.current.classic(ben, 1),
    ]);
    const strangers = await Promise.all([
      network.current.classic(other.teacher, 0),
      network.current.classic(other.anna, 1),
    ]);
    const answers = [
      await sender.ask('ATTENDANCE_MARKED', { studentId: anna.userId, status: 'present' }),
      await sender.ask('TODAY_SUMMARY'),
      await sender.ask('DONE'),
    ];
    for (const client of others) expect(await client.take(3)).toEqual(answers);
    for (const client of others) expect(await client.framesSoFar(network.current.standIns, classId)).toEqual([]);
    for (const client of strangers) {
      expect(await client.framesSoFar(network.current.standIns, other.classId)).toEqual([]);
    }
    expect(await sender.framesSoFar(network.current.standIns, classId)).toEqual([]);
  });

  it('keeps the order of the marks, one frame each, with none left out', async () => {
    const { teacher, anna, ben } = network.current.open();
    const sender = await network.current.classic(teacher, 0);
    const near = await network.current.classic(anna, 0);
    const far = await network.current.classic(ben, 1);
    const sent = Array.from({ length: 60 }, (_, index) =>
      mark(index % 2 ? anna.userId : ben.userId, ['present', 'late', 'absent', 'excused'][index % 4]),
    );
    for (const { event, data } of sent) sender.send(event, data);
    expect(await sender.take(60)).toEqual(sent);
    expect(await near.take(60)).toEqual(sent);
    expect(await far.take(60)).toEqual(sent);
  });

  it("comes to the sender first, to the others of the sender's gateway and of the other one later", async () => {
    const { teacher, anna, ben } = network.current.open();
    const sender = await network.current.classic(teacher, 0);
    const near = await network.current.classic(anna, 0);
    const far = await network.current.classic(ben, 1);
    const arrivals: string[] = [];
    for (const [name, client] of Object.entries({ sender, near, far })) {
      client.ws.on('message', () => arrivals.push(name));
    }
    for (let round = 0; round < 15; round += 1) {
      sender.send('ATTENDANCE_MARKED', mark(anna.userId).data);
      await Promise.all([sender, near, far].map((client) => client.take(1)));
      expect(arrivals.splice(0)[0]).toBe('sender');
    }
  });

  it('goes to the others at least 5 ms after it was handed over, in order', async () => {
    const foundation = createFoundation('realtime-gateway', 'silent');
    const bus: Bus = await connectBus({ url: network.current.infra.nats.url, service: 'test', ...foundation });
    const broadcasts = new DelayedBroadcasts(bus);
    const sentAtMs: number[] = [];
    const arrived: { n: number; atMs: number }[] = [];
    const classId = newId();
    bus.connection.subscribe(liveClassSubject(classId), {
      callback: (_error, message) =>
        arrived.push({ n: JSON.parse(message.string()).data.frame.data.n, atMs: performance.now() }),
    });
    await bus.connection.flush();
    for (let n = 0; n < 40; n += 1) {
      sentAtMs.push(performance.now());
      broadcasts.add(
        classId,
        { kind: 'classic', frame: { event: 'E', data: { n } }, senderSocketId: '' },
        systemTrace('t'),
      );
      if (n % 5 === 0) await new Promise((resume) => setTimeout(resume, 1));
    }
    await broadcasts.idle();
    await until(() => expect(arrived).toHaveLength(40));
    expect(arrived.map(({ n }) => n)).toEqual(sentAtMs.map((_, n) => n));
    for (const { n, atMs } of arrived) expect(atMs - (sentAtMs[n] ?? 0)).toBeGreaterThanOrEqual(5);
    await bus.close();
  });

  it('answers MY_ATTENDANCE and errors to the sender alone', async () => {
    const { teacher, anna, ben, classId } = network.current.open();
    const [first, second, third] = await Promise.all([anna, ben, teacher].map((one) => network.current.classic(one)));
    await first?.ask('MY_ATTENDANCE');
    await first?.ask('DONE');
    await third?.ask('NONSENSE');
    for (const client of [first, second, third]) {
      expect(await client?.framesSoFar(network.current.standIns, classId)).toEqual([]);
    }
  });
});

describe("a class's sockets", () => {
  it('are those enrolled now: also when the socket was open before the enrolment', async () => {
    const { teacher, anna, classId } = network.current.open();
    const late = { userId: newId(), role: 'student' } as const;
    const own = network.current.standIns.classes.create(newId(), [late.userId]);
    const sender = await network.current.classic(teacher, 0);
    const client = await network.current.classic(late, 1);
    await client.framesSoFar(network.current.standIns, own);

    await network.current.standIns.enrol(classId, late.userId);
    await sender.ask('ATTENDANCE_MARKED', mark(anna.userId, 'late').data);
    expect(await client.take(1)).toEqual([mark(anna.userId, 'late')]);

    await network.current.standIns.enrol(classId, late.userId, false);
    const witness = await network.current.classic(anna, 1);
    await sender.ask('ATTENDANCE_MARKED', mark(anna.userId).data);
    await witness.take(1);
    expect(await client.framesSoFar(network.current.standIns, own)).toEqual([]);
  });

  it("are the teacher's also when the class is created afterwards", async () => {
    const teacher = { userId: newId(), role: 'teacher' } as const;
    const first = await network.current.classic(teacher, 0);
    const second = await network.current.classic(teacher, 1);
    const classId = await network.current.standIns.createClass(teacher.userId);
    const studentId = newId();
    network.current.standIns.sessions.start(classId, teacher.userId, [studentId]);
    const answer = await first.ask('ATTENDANCE_MARKED', mark(studentId).data);
    expect(await second.take(1)).toEqual([answer]);
  });

  it('are right when an enrolment is heard while the classes are being asked for', async () => {
    const { classes } = network.current.standIns;
    const { teacher, anna, classId } = network.current.open();
    const late = { userId: newId(), role: 'student' } as const;
    const held = Promise.withResolvers<void>();
    let asked = 0;
    classes.beforeAnswer = () => {
      asked += 1;
      return held.promise;
    };
    const added = network.current.classicOpening(late);
    const removed = network.current.classicOpening(anna);
    await expect.poll(() => asked, patience).toBe(2);
    await network.current.standIns.enrol(classId, late.userId, true);
    await network.current.standIns.enrol(classId, anna.userId, false);
    classes.beforeAnswer = async () => undefined;
    held.resolve();
    await Promise.all([added.opened(), removed.opened()]);
    const sender = await network.current.classic(teacher);
    const answer = await sender.ask('TODAY_SUMMARY');
    expect(await added.take(1)).toEqual([answer]);
    expect(removed.frames).toEqual([]);
  });

  it('are asked for again after NATS was away', async () => {
    const { standIns, infra } = network.current;
    const { teacher, classId } = network.current.open();
    const late = { userId: newId(), role: 'student' } as const;
    const client = await network.current.classic(late, 1);
    const sender = await network.current.classic(teacher, 0);
    await infra.nats.signal('SIGKILL');
    await expect
      .poll(() => sender.ask('TODAY_SUMMARY'), patience)
      .toMatchObject({ data: { message: 'One moment, please try again' } });
    standIns.classes.enrol(classId, late.userId, true);
    await infra.nats.restart();
    await until(async () => {
      expect(await sender.ask('TODAY_SUMMARY')).toMatchObject({ event: 'TODAY_SUMMARY' });
      expect(client.frames).not.toEqual([]);
    });
  });
});
