import type { LookupAddress } from 'node:dns';
import { expect, it, vi } from 'vitest';
import { isPublicAddress, publicLookup, type Resolve } from '../src/webhooks/public-addresses.ts';
import { createSender } from '../src/webhooks/sender.ts';
import { startHookServer } from './hook-server.ts';

it.each([
  ...['0.0.0.0', '0.1.2.3', '10.0.0.1', '100.64.0.1', '100.127.255.254', '127.0.0.1', '127.255.0.1', '169.254.169.254'],
  ...['172.16.0.1', '172.31.255.255', '192.0.0.1', '192.0.2.1', '192.168.1.1', '198.18.0.1', '198.51.100.1'],
  ...['203.0.113.1', '224.0.0.1', '239.1.2.3', '240.0.0.1', '255.255.255.255'],
  ...['::', '::1', '::127.0.0.1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '64:ff9b::7f00:1'],
  ...['64:ff9b:1::1', '100::1', '2001::1', '2001:db8::1', '2002:7f00:1::', 'fc00::1', 'fd12::1', 'fe80::1', 'fec0::1'],
  ...['ff02::1', '4000::1', 'fe80::1%eth0', '', 'localhost', '127.1', '1.2.3.4.5'],
])('%s is not open to the world', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

it.each(['1.1.1.1', '93.184.216.34', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:93.184.216.34'])(
  '%s is',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

const answering = (...addresses: string[]): Resolve =>
  vi.fn((_hostname, _options, done) =>
    done(
      null,
      addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
    ),
  );

/** What a connection to a name would go to. */
const lookedUp = (resolve: Resolve, all: boolean) =>
  new Promise((settle, reject) =>
    publicLookup(resolve)('hooks.school.test', { all }, (error, address) => (error ? reject(error) : settle(address))),
  );

it.each([true, false])('a name is refused when one of its addresses is (all: %s)', async (all) => {
  for (const addresses of [['127.0.0.1'], ['1.1.1.1', '10.0.0.1'], ['1.1.1.1', '::ffff:127.0.0.1'], []]) {
    await expect(lookedUp(answering(...addresses), all)).rejects.toThrow('not open to the world');
  }
});

it('a connection gets the very addresses that were looked at, from one resolution', async () => {
  const resolve = answering('1.1.1.1', '2606:4700::1111');
  expect(await lookedUp(resolve, true)).toEqual([
    { address: '1.1.1.1', family: 4 },
    { address: '2606:4700::1111', family: 6 },
  ]);
  expect(await lookedUp(answering('1.1.1.1'), false)).toBe('1.1.1.1');
  expect(resolve).toHaveBeenCalledTimes(1);
});

it('nothing is sent to a name that leads to this machine, whatever it led to a moment before', async () => {
  const server = await startHookServer();
  let asked = 0;
  const rebinding: Resolve = (hostname, options, done) => {
    asked += 1;
    answering(asked === 1 ? '1.1.1.1' : '127.0.0.1')(hostname, options, done);
  };
  // The first time nobody answers there; what matters is that the second resolution is looked at, too.
  const sender = createSender({ toPrivateAddresses: false, timeoutMs: 300, resolve: rebinding });
  const url = `https://hooks.school.test:${server.port}/`;
  const first = await sender.post(url, {}, '{}');
  expect([first.statusCode, first.problem === 'the address is not open to the world']).toEqual([null, false]);
  expect(await sender.post(url, {}, '{}')).toEqual({
    statusCode: null,
    problem: 'the address is not open to the world',
  });
  expect([asked, server.requests]).toEqual([2, []]);
  sender.close();
  await server.close();
});

it('nor to an address that needs no resolution', async () => {
  const server = await startHookServer();
  const resolve = answering('1.1.1.1');
  const sender = createSender({ toPrivateAddresses: false, timeoutMs: 300, resolve });
  for (const host of ['127.0.0.1', '127.1', '[::1]', '[::ffff:127.0.0.1]', '0x7f000001', 'localhost']) {
    const outcome = await sender.post(`https://${host}:${server.port}/`, {}, '{}');
    expect(outcome.problem).toBe('the address is not open to the world');
  }
  expect([server.requests, vi.mocked(resolve).mock.calls]).toEqual([[], []]);
  sender.close();
  await server.close();
});
