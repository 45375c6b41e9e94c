// Loaded with --import into a process that was started with an IPC channel: when the other end is gone, the process gets
// SIGTERM, so that it stops in its own way.
import { isMainThread } from 'node:worker_threads';

if (isMainThread && process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
