import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { useNetwork } from './network.ts';

const network = useNetwork(0);
const LISTED = 'https://app.example';
const EDGE = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'rollcall.example' };
const sockets = ['/ws', '/socket.io/?EIO=4&transport=websocket'];

async function start(env: Record<string, string> = {}) {
  const { url } = await network.current.startGateway({ CORS_ORIGINS: LISTED, ...env });
  return {
    url,
    /** How a handshake is answered: 101, or a refusal with its code. */
    knock: (path: string, headers: Record<string, string>) =>
      new Promise<number | [number | undefined, string]>((resolve, reject) => {
        const ws = new WebSocket(`${url.replace('http', 'ws')}${path}`, { headers });
        ws.once('open', () => {
          ws.terminate();
          resolve(101);
        });
        ws.once('unexpected-response', async (_, answer) => {
          const text = (await answer.toArray()).join('');
          resolve([answer.statusCode, JSON.parse(text).code]);
        });
        ws.on('error', reject);
      }),
  };
}

const refused = [403, 'origin_refused'];

describe.each(sockets)('a handshake at %s', (path) => {
  it('101 for pages of the own and of a listed origin, and without an Origin', async () => {
    const { url, knock } = await start();
    const welcome = [{ origin: url }, { origin: LISTED }, {}, { ...EDGE, origin: 'https://rollcall.example' }];
    for (const headers of welcome) expect(await knock(path, headers as Record<string, string>)).toBe(101);
  });

  it('403 origin_refused for other pages', async () => {
    const { url, knock } = await start();
    const others = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: url.replace('http:', 'https:') },
      { origin: `${LISTED}.evil.example` },
      { ...EDGE, origin: 'http://rollcall.example' },
      { ...EDGE, origin: url },
    ];
    for (const headers of others) expect(await knock(path, headers as Record<string, string>)).toEqual(refused);
  });

  it('403 when somebody who is no trusted proxy says what the own origin is', async () => {
    const { url, knock } = await start({ TRUST_PROXY: '10.0.0.0/8' });
    expect(await knock(path, { ...EDGE, origin: 'https://rollcall.example' })).toEqual(refused);
    expect(await knock(path, { ...EDGE, origin: url })).toBe(101);
  });
});

it('404 at another path, whatever the origin', async () => {
  const { knock } = await start();
  expect(await knock('/other', { origin: 'https://evil.example' })).toEqual([404, 'route_not_found']);
});
