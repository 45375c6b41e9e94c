import mongoose, { type Connection } from 'mongoose';
import type { Health } from '../health.ts';
import { untilAnswered } from './until-answered.ts';

/** No operation may wait longer than this for MongoDB. */
export const MONGO_TIMEOUT_MS = 2_000;

/**
 * Connects to one database. Writes are acknowledged by a majority with their journal; a lost server fails operations
 * within {@link MONGO_TIMEOUT_MS} instead of queueing them, and the driver comes back by itself.
 */
export async function connectMongo(url: string, database: string, health: Health): Promise<Connection> {
  const connection = mongoose.createConnection(url, {
    dbName: database,
    bufferCommands: false,
    autoCreate: false,
    autoIndex: false,
    serverSelectionTimeoutMS: MONGO_TIMEOUT_MS,
    timeoutMS: MONGO_TIMEOUT_MS,
    connectTimeoutMS: MONGO_TIMEOUT_MS,
    heartbeatFrequencyMS: 1_000,
    writeConcern: { w: 'majority', journal: true },
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
