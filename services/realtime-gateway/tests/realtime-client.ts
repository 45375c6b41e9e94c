import type { Acknowledgement } from '@rollcall/contracts';
import { io, type Socket } from 'socket.io-client';
import { expect } from 'vitest';
import { until } from './until.ts';

/** A Socket.IO client, which keeps what it gets in order. */
export class RealtimeClient {
  readonly socket: Socket;
  readonly frames: { event: string; data: unknown }[] = [];

  constructor(
    url: string,
    auth: Record<string, unknown>,
    options: { reconnection: boolean } = { reconnection: false },
  ) {
    this.socket = io(url, { transports: ['websocket'], forceNew: true, auth, ...options });
    this.socket.onAny((event: string, data: unknown) => this.frames.push({ event, data }));
  }

  async opened(): Promise<this> {
    await until(() => expect(this.socket.connected).toBe(true));
    return this;
  }

  ask(event: string, ...data: unknown[]): Promise<Acknowledgement> {
    return this.socket.timeout(5_000).emitWithAck(event, ...data);
  }

  /** Asks and expects to be refused. */
  async refused(event: string, ...data: unknown[]): Promise<string> {
    const answer = await this.ask(event, ...data);
    if (answer.ok) throw new Error(`${event} was not refused`);
    expect(answer.error).not.toBe('');
    return answer.code;
  }

  /** Asks and expects to be answered. */
  async answered(event: string, data: unknown): Promise<unknown> {
    const answer = await this.ask(event, data);
    if (!answer.ok) throw new Error(`${event} was refused: ${answer.code}`);
    return answer.data;
  }

  async take(count: number): Promise<{ event: string; data: unknown }[]> {
    await until(() => expect(this.frames.length).toBeGreaterThanOrEqual(count));
    return this.frames.splice(0, count);
  }
}
