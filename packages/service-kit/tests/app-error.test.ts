import { errors } from '@rollcall/contracts';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { connect } from 'nats';
import { describe, expect, test } from 'vitest';
import { AppError, isOutage, toAppError } from '../src/app-error.ts';

test('an AppError has the status and the sentence of the catalogue', () => {
  const error = new AppError('class_not_found');
  expect([error.status, error.message, error.retryAfterSeconds]).toEqual([
    404,
    errors.class_not_found.sentence,
    undefined,
  ]);
});

test('try_again asks to come back after a second unless said otherwise', () => {
  expect(new AppError('try_again').retryAfterSeconds).toBe(1);
  expect(new AppError('try_again', { retryAfterSeconds: 7 }).retryAfterSeconds).toBe(7);
});

test('toAppError keeps what is of the catalogue and hides all else behind "internal"', () => {
  const known = new AppError('email_taken');
  expect(toAppError(known)).toBe(known);
  for (const thrown of [
    new Error('password=secret'),
    'text',
    undefined,
    { code: 'ECONNREFUSED' },
    new TypeError('x'),
  ]) {
    expect(toAppError(thrown)).toMatchObject({ code: 'internal', message: errors.internal.sentence, cause: thrown });
  }
});

test.each([
  'MongoServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoPoolClearedError',
  'PoolClearedOnNetworkError',
  'MongoWaitQueueTimeoutError',
  'MongoOperationTimeoutError',
  'MaxRetriesPerRequestError',
])('%s is an outage', (name) => {
  const error = new Error('away');
  error.name = name;
  expect(toAppError(error).code).toBe('try_again');
});

describe('what the drivers throw when nobody listens is an outage', () => {
  const nobody = '127.0.0.1:1';

  test('MongoDB', async () => {
    const uri = `mongodb://${nobody}/?serverSelectionTimeoutMS=50`;
    const error = await mongoose
      .createConnection(uri)
      .asPromise()
      .catch((thrown) => thrown);
    expect(isOutage(error)).toBe(true);
  });

  test('Redis', async () => {
    const redis = new Redis(`redis://${nobody}`, { enableOfflineQueue: false, lazyConnect: true, retryStrategy: null });
    redis.on('error', () => {});
    expect(isOutage(await redis.connect().catch((thrown) => thrown))).toBe(true);
    expect(isOutage(await redis.get('key').catch((thrown) => thrown))).toBe(true);
  });

  test('NATS', async () => {
    const error = await connect({ servers: nobody, reconnect: false }).catch((thrown) => thrown);
    expect(isOutage(error)).toBe(true);
  });
});
