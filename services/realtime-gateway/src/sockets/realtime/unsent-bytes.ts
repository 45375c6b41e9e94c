import type { Socket as EngineSocket } from 'engine.io';
import type { WebSocket } from 'ws';

/** What the types of engine.io hide. */
interface Inside {
  transport: { socket: WebSocket };
  writeBuffer: { data?: string | Buffer }[];
}

export function webSocketOf(connection: EngineSocket): WebSocket {
  return (connection as unknown as Inside).transport.socket;
}

/** What was sent to a client and has not left this process: in its WebSocket, and behind it what waits for that to be empty. */
export function unsentBytes(connection: EngineSocket): number {
  let bytes = webSocketOf(connection).bufferedAmount;
  for (const { data } of (connection as unknown as Inside).writeBuffer) bytes += data?.length ?? 0;
  return bytes;
}
