import mongoose, { type Connection } from 'mongoose';
import type { Health } from '../health.ts';
import { untilAnswered } from './until-answered.ts';

// A frozen server costs an operation both: the answer that does not come, then the search for another server.
const SELECTION_MS = 1_000;
const ANSWER_MS = 1_800;

/**
 * Connects to one database. Writes are acknowledged by a majority with their journal; a lost server fails operations
 * within three seconds instead of queueing them, and the driver comes back by itself.
 */
export async function connectMongo(url: string, database: string, health: Health): Promise<Connection> {
  const connection = mongoose.createConnection(url, {
    dbName: database,
    bufferCommands: false,
    autoCreate: false,
    autoIndex: false,
    serverSelectionTimeoutMS: SELECTION_MS,
    waitQueueTimeoutMS: SELECTION_MS,
    connectTimeoutMS: ANSWER_MS,
    socketTimeoutMS: ANSWER_MS,
    heartbeatFrequencyMS: 1_000,
    writeConcern: { w: 'majority', journal: true, wtimeoutMS: ANSWER_MS },
    readConcern: { level: 'majority' },
    maxPoolSize: 50,
  });
  await untilAnswered('MongoDB', () => connection.asPromise());
  let up = true;
  const client = connection.getClient();
  client.on('serverHeartbeatFailed', () => {
    up = false;
  });
  client.on('serverHeartbeatSucceeded', () => {
    up = true;
  });
  health.watch('mongodb', () => up);
  return connection;
}

/** Makes the indexes of all models of a connection, before the first request. */
export async function createIndexes(connection: Connection): Promise<void> {
  for (const model of Object.values(connection.models)) await model.createIndexes();
}
