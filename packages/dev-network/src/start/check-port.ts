import { once } from 'node:events';
import { createServer } from 'node:net';
import { StartProblem } from './settings.ts';

/** Makes sure that a port can be had before anything is started. */
export async function checkPort(port: number, hosts: readonly string[]): Promise<void> {
  for (const host of hosts) {
    const server = createServer().listen(port, host);
    try {
      await once(server, 'listening');
    } catch (error) {
      throw new StartProblem(words(error as NodeJS.ErrnoException, port, host));
    }
    server.close();
    await once(server, 'close');
  }
}

function words({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  const other = `PORT=${port === 3000 ? 3001 : 3000} npm start`;
  if (code === 'EADDRINUSE') return `Port ${port} is in use. Stop what uses it, or choose another: ${other}`;
  if (code === 'EACCES') return `Port ${port} is for administrators only. Choose another: ${other}`;
  return `Rollcall cannot listen on ${host}, port ${port}: ${message}`;
}
