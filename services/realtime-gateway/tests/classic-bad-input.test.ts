import { expect, it } from 'vitest';
import { useNetwork } from './network.ts';

const network = useNetwork(1);
const error = (message: string) => ({ event: 'ERROR', data: { message } });
const deep = '['.repeat(7_000) + ']'.repeat(7_000);

it.each([
  ['not JSON', 'hello'],
  ['an empty frame', ''],
  ['JSON that is no object', '7'],
  ['null', 'null'],
  ['a list', '[{"event":"DONE"}]'],
  ['no event', '{"data":{}}'],
  ['an event that is no text', '{"event":{"$ne":""},"data":{}}'],
  ['data that is no object', '{"event":"NONSENSE","data":[1]}'],
  ['nesting without end', deep],
  ['half a frame', '{"event":"DONE","data":{'],
])('answers Invalid message format to %s', async (_what, text) => {
  const client = await network.current.classic(network.current.open().teacher);
  client.sendText(text);
  expect(await client.next()).toEqual(error('Invalid message format'));
  expect(await client.ask('TODAY_SUMMARY')).toMatchObject({ event: 'TODAY_SUMMARY' });
});

it.each([
  ['an operator for the student', { studentId: { $ne: '' }, status: 'present' }],
  ['a list for the student', { studentId: ['a'], status: 'present' }],
  ['no student', { status: 'present' }],
  ['an empty student', { studentId: '', status: 'present' }],
  ['an unknown status', { studentId: 'a', status: 'here' }],
  ['an operator for the status', { studentId: 'a', status: { $gt: '' } }],
  ['a list for data', [{ studentId: 'a', status: 'present' }]],
  ['no data', undefined],
  ['null', null],
])('answers Invalid message format to a mark with %s, and nothing is marked', async (_what, data) => {
  const { teacher, session } = network.current.open();
  const client = await network.current.classic(teacher);
  const marksAsked = () => network.current.standIns.sessions.asked.filter((verb) => verb === 'mark').length;
  const before = marksAsked();
  expect(await client.ask('ATTENDANCE_MARKED', data)).toEqual(error('Invalid message format'));
  expect(marksAsked()).toBe(before);
  expect(session.marks.size).toBe(0);
});

it.each(['NONSENSE', '', 'constructor', '__proto__', 'toString', 'done', 'ERROR'])(
  'answers Unknown event to %j',
  async (event) => {
    const client = await network.current.classic(network.current.open().teacher);
    expect(await client.ask(event, {})).toEqual(error('Unknown event'));
  },
);

it('ignores unknown keys, also __proto__', async () => {
  const { teacher, anna } = network.current.open();
  const client = await network.current.classic(teacher);
  const data = { studentId: anna.userId, status: 'present' };
  const text = JSON.stringify({ event: 'ATTENDANCE_MARKED', data, more: 1 });
  client.sendText(text.replace('"status"', '"__proto__":{"role":"admin"},"status"'));
  expect(await client.next()).toEqual({ event: 'ATTENDANCE_MARKED', data });
});

it('answers Invalid message format to a binary frame', async () => {
  const client = await network.current.classic(network.current.open().teacher);
  client.ws.send(Buffer.from('{"event":"DONE","data":{}}'));
  expect(await client.next()).toEqual(error('Invalid message format'));
});

it('closes with 1009 on a frame of 1 MB, and others go on', async () => {
  const { teacher, anna } = network.current.open();
  const client = await network.current.classic(teacher);
  const other = await network.current.classic(anna);
  client.sendText(JSON.stringify({ event: 'DONE', data: { filling: 'x'.repeat(1_000_000) } }));
  expect(await client.closed).toBe(1009);
  expect(await other.ask('MY_ATTENDANCE')).toMatchObject({ event: 'MY_ATTENDANCE' });
});

it('answers a thousand frames sent in one go, one by one', async () => {
  const client = await network.current.classic(network.current.open().teacher);
  for (let index = 0; index < 1_000; index += 1) client.send('TODAY_SUMMARY');
  for (let index = 0; index < 1_000; index += 1) expect(await client.next()).toMatchObject({ event: 'TODAY_SUMMARY' });
});

it('answers try again and stays open while the session service is away', async () => {
  const { standIns } = network.current;
  const client = await network.current.classic(network.current.open().teacher);
  await client.ask('TODAY_SUMMARY');
  await standIns.stop('session');
  expect(await client.ask('TODAY_SUMMARY')).toEqual(error('One moment, please try again'));
  expect(await client.ask('DONE')).toEqual(error('One moment, please try again'));
  expect(await client.ask('ATTENDANCE_MARKED', {})).toEqual(error('One moment, please try again'));
  await standIns.start('session');
  expect(await client.ask('TODAY_SUMMARY')).toMatchObject({ event: 'TODAY_SUMMARY' });
});
