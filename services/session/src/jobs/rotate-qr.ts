import { type JobData, jobs, queuePrefix } from '@rollcall/contracts';
import { openQueueConnection, queueRedisUrl, systemTrace } from '@rollcall/service-kit';
import { Worker } from 'bullmq';
import type { Context } from '../context.ts';
import { lastRound } from '../domain/rounds.ts';
import { rotateCode } from '../operations/rotate-code.ts';

const CONCURRENCY = 50;

/** Draws the next code of a round; a round that is over loses its scheduler. */
export async function rotateQr(
  context: Context,
  { sessionId, roundNumber }: JobData<'qrRotation'>,
  jobId: string,
): Promise<void> {
  const session = await context.sessions.get(sessionId);
  const running = session?.status === 'active' && lastRound(session) === roundNumber;
  if (running) await rotateCode(context, session, { onlyIfDue: false }, systemTrace(`job:${jobId}`));
  else await context.rotation.stop(sessionId, roundNumber);
}

/** Works on rotations, together with the other processes of the service. */
export function startRotationWorker(context: Context): Worker {
  const { queue, data } = jobs.qrRotation;
  const connection = openQueueConnection(queueRedisUrl(context.config), 'worker', context.log);
  const worker = new Worker(queue, (job) => rotateQr(context, data.parse(job.data), job.id ?? 'unknown'), {
    prefix: queuePrefix(queue),
    connection,
    concurrency: CONCURRENCY,
  });
  worker.once('closed', () => connection.disconnect());
  worker.on('error', (error) => context.log.debug({ error: error.message }, queue));
  worker.on('failed', (job, error) => context.log.warn({ err: error, jobId: job?.id }, queue));
  return worker;
}
