import { connect } from 'node:net';
import { clientFrame, readFrames } from './frames.ts';

/** Where a socket goes. With a token it speaks Socket.IO and enters the session, without one it is a bare WebSocket. */
export interface Target {
  port: number;
  token?: string;
  sessionId?: string;
}

const HEAD_END = '\r\n\r\n';
const PATH = '/socket.io/?EIO=4&transport=websocket';
const NEWS = '42[';
const REFUSALS = ['44', '41', '1', '430[{"ok":false'];
const PONG = clientFrame('3');

/** What arrives is looked at before anything else is read, so all sockets share it. */
const received = Buffer.allocUnsafeSlow(65_536);

/**
 * Opens a socket; resolves when it hears what its session is told. `onNews` is called for each event of the server,
 * `onClose` when the socket is gone.
 */
export function openRawSocket(target: Target, onNews: () => void, onClose: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const { port, token, sessionId } = target;
    let isUpgraded = false;
    let rest: Buffer | undefined;
    const onread = { buffer: received, callback: (length: number) => onBytes(received.subarray(0, length)) };
    const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread });
    socket.once('connect', () =>
      socket.write(
        `GET ${PATH} HTTP/1.1\r\nHost: bench\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==${HEAD_END}`,
      ),
    );
    socket.once('error', reject);
    socket.once('close', () => {
      reject(new Error('a socket was closed'));
      onClose();
    });

    function onBytes(fresh: Buffer): boolean {
      const bytes = rest ? Buffer.concat([rest, fresh]) : fresh;
      let read = isUpgraded ? 0 : upgrade(bytes);
      if (isUpgraded) {
        const frames = bytes.subarray(read);
        read += readFrames(frames, (start, end) => onText(frames, start, end));
      }
      rest = read < bytes.length ? Buffer.from(bytes.subarray(read)) : undefined;
      return true;
    }

    /** Reads the answer to the handshake. */
    function upgrade(bytes: Buffer): number {
      const end = bytes.indexOf(HEAD_END);
      if (end < 0) return 0;
      if (bytes.toString('latin1', 9, 12) !== '101') reject(new Error(bytes.toString('latin1', 0, 500)));
      isUpgraded = true;
      if (token === undefined) resolve();
      return end + HEAD_END.length;
    }

    // Engine.IO 4 and Socket.IO 5: 0 open, 2 ping, 3 pong, 40 connected, 42 event, 43 acknowledgement.
    function onText(bytes: Buffer, start: number, end: number): void {
      const text = bytes.toString('latin1', start, Math.min(end, start + 20));
      if (text.startsWith(NEWS)) onNews();
      else if (text === '2') socket.write(PONG);
      else if (text.startsWith('0{')) socket.write(clientFrame(`40${JSON.stringify({ token })}`));
      else if (text.startsWith('40{')) socket.write(clientFrame(`420["session:join",{"sessionId":"${sessionId}"}]`));
      else if (text.startsWith('430[{"ok":true')) resolve();
      else if (REFUSALS.some((refusal) => text.startsWith(refusal))) {
        reject(new Error(bytes.toString('latin1', start, Math.min(end, start + 500))));
      }
    }
  });
}
