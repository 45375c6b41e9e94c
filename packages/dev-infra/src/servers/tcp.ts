import { connect } from 'node:net';

/** First bytes that a server on this machine sends, after an optional line of ours; undefined when nothing comes in 1 s. */
export function firstAnswer(port: number, line?: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const finish = (answer?: string) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1000, () => finish());
    socket.once('error', () => finish());
    socket.once('close', () => finish());
    socket.once('data', (bytes) => finish(bytes.toString('utf8')));
    if (line !== undefined) socket.write(`${line}\r\n`);
  });
}

/** Whether something accepts connections on this port of this machine. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const finish = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1000, () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('connect', () => finish(true));
  });
}
