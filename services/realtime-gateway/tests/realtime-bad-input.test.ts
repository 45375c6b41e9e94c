import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { updated } from './frames.ts';
import { useNetwork } from './network.ts';
import { newId } from './stand-ins/ids.ts';
import { until } from './until.ts';

const network = useNetwork(1);
const deep = '['.repeat(7_000) + ']'.repeat(7_000);

/** A WebSocket that speaks Engine.IO and Socket.IO by hand. */
async function raw() {
  const ws = new WebSocket(`${network.current.url(0).replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  const packets: string[] = [];
  ws.on('message', (data) => packets.push(String(data)));
  ws.on('error', () => undefined);
  const closed = new Promise<number>((resolve) => ws.once('close', resolve));
  await until(() => expect(packets).toHaveLength(1));
  return {
    ws,
    packets,
    closed,
    async connect(token: string) {
      ws.send(`40${JSON.stringify({ token })}`);
      await until(() => expect(packets.at(-1)).toMatch(/^40\{"sid"/));
    },
  };
}

async function rawOfTeacher() {
  const world = network.current.open();
  const client = await raw();
  await client.connect(network.current.standIns.auth.logIn(world.teacher).token);
  return { ...world, client };
}

/** Somebody who does nothing wrong, in a session of his own. */
async function openWitness() {
  const { teacher, sessionId } = network.current.open();
  const client = await network.current.realtime(teacher);
  return {
    isServed: async () => expect(await client.answered('summary:get', { sessionId })).toMatchObject({ total: 2 }),
  };
}

describe('a handshake', () => {
  const tokens = () => {
    const { auth } = network.current.standIns;
    const { teacher } = network.current.open();
    const [header = '', payload = '', signature = ''] = auth.logIn(teacher).token.split('.');
    const none = Buffer.from('{"alg":"none","typ":"at+jwt","kid":"key-1"}').toString('base64url');
    const other = Buffer.from(JSON.stringify({ userId: newId(), role: 'admin' })).toString('base64url');
    return [
      undefined,
      '',
      'garbage',
      7,
      { $ne: '' },
      ['a'],
      'x'.repeat(10_000),
      auth.logIn(teacher, -1).token,
      `${none}.${payload}.`,
      `${header}.${other}.${signature}`,
    ];
  };

  it('without a token, or with one that is expired, foreign or garbage, is refused in the same words', async () => {
    for (const token of tokens()) {
      const { socket } = network.current.realtimeWith({ token });
      const problem = await new Promise<unknown>((resolve) => socket.once('connect_error', resolve));
      expect(problem).toMatchObject({
        message: 'Unauthorized or invalid token',
        data: { code: 'socket_unauthorized' },
      });
    }
  });

  it.each([
    '40',
    '40null',
    '40[]',
    '40"x"',
    '40{"token":null}',
    '40{"__proto__":{"token":"x"}}',
    '40/admin,{"token":"x"}',
  ])('that says %s is refused, and the process goes on', async (text) => {
    const { ws, packets, closed } = await raw();
    ws.send(text);
    await Promise.any([closed, until(() => expect(packets.at(-1)).toMatch(/^44/))]);
    await (await openWitness()).isServed();
  });

  it('that sends events before it has said who it is, is closed', async () => {
    const { ws, closed } = await raw();
    ws.send('42["summary:get",{}]');
    await closed;
  });
});

describe('a frame', () => {
  it.each([
    ['of 1 MB', `42["summary:get",{"filling":"${'x'.repeat(1_000_000)}"}]`],
    ['that is not JSON', '42["summary:get",{'],
    ['that is no list', '42{"event":"summary:get"}'],
    ['without an event', '42[]'],
    ['with an event that is no text', '42[{"$ne":""},{}]'],
    ['of an unknown kind', '49["summary:get",{}]'],
    ['with more attachments than come', '459999999999-["summary:get",{}]'],
    ['that says connect', '42["connect",{}]'],
    ['that says connect_error', '42["connect_error",{}]'],
    ['that says disconnect', '42["disconnect","x"]'],
    ['that says disconnecting', '42["disconnecting","x"]'],
    ['that says newListener', '42["newListener","x"]'],
    ['that says removeListener', '42["removeListener","x"]'],
    ['that connects again', '40{"token":"x"}'],
    ['of a server', '44{"message":"x"}'],
    ['to a namespace that it is not in', '42/admin,["summary:get",{}]'],
  ])('%s ends its socket and no other', async (_what, text) => {
    const witness = await openWitness();
    const { client } = await rawOfTeacher();
    client.ws.send(text);
    await client.closed;
    await witness.isServed();
  });

  it.each([
    ['nesting without end', `421["summary:get",${deep}]`, 'invalid_message'],
    ['deep data', `421["summary:get",${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}]`, 'invalid_message'],
    ['an unknown event', '421["nonsense",{}]', 'unknown_event'],
    ['an event of every object', '421["constructor",{}]', 'unknown_event'],
    ['__proto__', '421["__proto__",{}]', 'unknown_event'],
    ['an event called error', '421["error",{}]', 'unknown_event'],
    ['a number for an event', '421[7,{}]', 'unknown_event'],
    ['an event of the gateways', '421["gateway-here","x"]', 'unknown_event'],
    ['another event of the gateways', '421["sockets-of","x"]', 'unknown_event'],
    ['an event of the server', '421["server:draining",{}]', 'unknown_event'],
    ['no data', '421["summary:get"]', 'invalid_message'],
    ['a list', '421["summary:get",[1]]', 'invalid_message'],
    ['an operator', '421["summary:get",{"sessionId":{"$ne":""}}]', 'invalid_message'],
    ['more keys', '421["summary:get",{"sessionId":"0123456789abcdef01234567","more":1}]', 'invalid_message'],
  ])('with %s is refused with its code, and its socket stays', async (_what, text, code) => {
    const { client } = await rawOfTeacher();
    client.ws.send(text);
    await until(() => expect(client.packets.at(-1)).toMatch(/^431/));
    expect(JSON.parse(client.packets.at(-1)?.slice(3) ?? '')).toMatchObject([{ ok: false, code }]);
  });

  it('with attachments is refused, also where data would be good but for them', async () => {
    const { sessionId, client } = await rawOfTeacher();
    client.ws.send('451-1["summary:get",{"_placeholder":true,"num":0}]');
    client.ws.send(Buffer.from('x'));
    await until(() => expect(client.packets.at(-1)).toMatch(/^431/));
    expect(client.packets.at(-1)).toContain('invalid_message');
    client.ws.send(`451-2["summary:get",{"sessionId":"${sessionId}"},{"_placeholder":true,"num":0}]`);
    client.ws.send(Buffer.alloc(10_000));
    await until(() => expect(client.packets.at(-1)).toMatch(/^432/));
    await (await openWitness()).isServed();
  });

  it('that is binary and belongs to nothing ends its socket', async () => {
    const { client } = await rawOfTeacher();
    client.ws.send(Buffer.alloc(100));
    await client.closed;
    await (await openWitness()).isServed();
  });

  it('without an acknowledgement is handled without one; acknowledgements that nobody waits for are ignored', async () => {
    const { sessionId, client } = await rawOfTeacher();
    const before = client.packets.length;
    client.ws.send(`42["summary:get",{"sessionId":"${sessionId}"}]`);
    client.ws.send('42["nonsense"]');
    client.ws.send('437[{"ok":true}]');
    client.ws.send('43999999999999999999[{}]');
    client.ws.send(`425["summary:get",{"sessionId":"${sessionId}"}]`);
    await until(() => expect(client.packets).toHaveLength(before + 1));
    expect(client.packets.at(-1)).toMatch(/^435\[\{"ok":true/);
  });
});

describe('a session', () => {
  const roles = [
    ['another teacher', () => ({ userId: newId(), role: 'teacher' as const }), 'not_class_teacher'],
    ['a student who is not enrolled', () => ({ userId: newId(), role: 'student' as const }), 'not_enrolled'],
    ['an administrator', () => ({ userId: newId(), role: 'admin' as const }), 'not_enrolled'],
  ] as const;

  it.each(roles)('of others is closed to %s, who hears none of its frames', async (_who, person, code) => {
    const { sessionId, teacher, anna } = network.current.open();
    const owner = await network.current.realtime(teacher);
    await owner.answered('session:join', { sessionId });
    const intruder = await network.current.realtime(person());
    expect(await intruder.refused('session:join', { sessionId })).toBe(code);
    await network.current.standIns.show(sessionId, updated(sessionId, 1, anna.userId));
    await owner.take(1);
    expect(await intruder.refused('nothing', {})).toBe('unknown_event');
    expect(intruder.frames).toEqual([]);
  });

  it('is no way into rooms: names of rooms, lists and patterns are refused, and nothing is heard', async () => {
    const { sessionId, teacher, anna, ben, classId } = network.current.open();
    const owner = await network.current.realtime(teacher);
    await owner.answered('session:join', { sessionId });
    const intruder = await network.current.realtime(ben);
    const names: unknown[] = [
      `session:${sessionId}:teachers`,
      `${sessionId}:teachers`,
      `user:${anna.userId}`,
      `class:${classId}`,
      owner.socket.id,
      '*',
      '>',
      `${sessionId}.>`,
      [sessionId],
      { $ne: '' },
      `${sessionId}\u0000`,
      '__proto__',
      '',
      'x'.repeat(10_000),
    ];
    for (const name of names) {
      expect(await intruder.refused('session:join', { sessionId: name })).toBe('invalid_message');
      expect(await intruder.refused('session:leave', { sessionId: name })).toBe('invalid_message');
    }
    expect(await intruder.refused('session:join', { sessionId: newId() })).toBe('session_not_found');
    await network.current.standIns.show(sessionId, updated(sessionId, 1, anna.userId));
    await owner.take(1);
    expect(await intruder.refused('nothing', {})).toBe('unknown_event');
    expect(intruder.frames).toEqual([]);
  });

  it('events of the other role are refused before anything is asked', async () => {
    const { sessionId, anna, teacher } = network.current.open();
    const student = await network.current.realtime(anna);
    const { asked } = network.current.standIns.sessions;
    const before = asked.length;
    for (const event of ['attendance:mark', 'summary:get', 'round:start', 'round:end', 'session:end']) {
      expect(await student.refused(event, { sessionId })).toBe('teacher_event_only');
    }
    const owner = await network.current.realtime(teacher);
    expect(await owner.refused('attendance:mine', { sessionId })).toBe('student_event_only');
    expect(asked.length).toBe(before);
  });
});
