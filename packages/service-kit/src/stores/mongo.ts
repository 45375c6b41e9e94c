import mongoose, { type Connection } from 'mongoose';
import { isOutage } from '../app-error.ts';
import type { Health } from '../health.ts';
import { untilAnswered } from './until-answered.ts';

// A frozen server costs an operation both: the answer that does not come, then the search for another server.
const SELECTION_MS = 700;
const ANSWER_MS = 1_800;
const COMMAND_PATIENCE_MS = 10_000;

// What is the same for services and commands: nothing is made by the way, and what was acknowledged stays.
const common = {
  bufferCommands: false,
  autoCreate: false,
  autoIndex: false,
  connectTimeoutMS: ANSWER_MS,
  readConcern: { level: 'majority' },
} as const;

/**
 * Connects to one database. Writes are acknowledged by a majority with their journal; a lost server fails operations
 * within three seconds instead of queueing them, and the driver comes back by itself.
 */
export async function connectMongo(url: string, database: string, health: Health): Promise<Connection> {
  const connection = mongoose.createConnection();
  const options = {
    ...common,
    dbName: database,
    serverSelectionTimeoutMS: SELECTION_MS,
    waitQueueTimeoutMS: SELECTION_MS,
    socketTimeoutMS: ANSWER_MS,
    heartbeatFrequencyMS: 1_000,
    writeConcern: { w: 'majority', journal: true, wtimeoutMS: ANSWER_MS },
    maxPoolSize: 50,
  } as const;
  // Opened anew each time: `asPromise` would only tell again that the first attempt failed.
  await untilAnswered('MongoDB', () => connection.openUri(url, options));
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

/**
 * Connects a command to one database: an answer may take as long as it takes, such as the building of an index on a large
 * collection. Throws when no server is found in ten seconds.
 */
export async function connectMongoForCommand(url: string, database: string): Promise<Connection> {
  const connection = mongoose.createConnection(url, {
    ...common,
    dbName: database,
    serverSelectionTimeoutMS: COMMAND_PATIENCE_MS,
    writeConcern: { w: 'majority', journal: true },
    maxPoolSize: 5,
  });
  try {
    return await connection.asPromise();
  } catch (error) {
    await connection.close();
    throw new Error(`MongoDB cannot be used: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

/**
 * Makes the indexes of all models of a connection, before the first request. A server that is away, or too busy to answer in
 * time, is waited for, a minute at most.
 */
export async function createIndexes(connection: Connection): Promise<void> {
  const isFinal = (error: unknown) => !isOutage(error);
  const models = Object.values(connection.models);
  await Promise.all(models.map((model) => untilAnswered('MongoDB', () => model.createIndexes(), isFinal)));
}
