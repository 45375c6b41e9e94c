import { once } from 'node:events';
import type { ClassicFrame } from '@rollcall/contracts';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import type { StandIns } from './stand-ins.ts';
import { until } from './until.ts';

/** A published client of `/ws`, which keeps what it gets in order. */
export class ClassicClient {
  readonly ws: WebSocket;
  readonly frames: ClassicFrame[] = [];
  readonly closed: Promise<number>;

  constructor(url: string, query: string) {
    this.ws = new WebSocket(`${url.replace('http', 'ws')}/ws${query}`);
    this.ws.on('message', (data) => this.frames.push(JSON.parse(String(data))));
    this.ws.on('error', () => undefined);
    this.closed = new Promise((resolve) => this.ws.once('close', resolve));
  }

  async opened(): Promise<this> {
    if (this.ws.readyState === WebSocket.CONNECTING) await once(this.ws, 'open');
    return this;
  }

  send(event: string, data?: unknown): void {
    this.sendText(JSON.stringify({ event, data }));
  }

  sendText(text: string): void {
    this.ws.send(text);
  }

  /** Waits for `count` frames and takes them off. */
  async take(count: number): Promise<ClassicFrame[]> {
    await until(() => expect(this.frames.length).toBeGreaterThanOrEqual(count));
    return this.frames.splice(0, count);
  }

  /** What a question is answered with. */
  async ask(event: string, data?: unknown): Promise<ClassicFrame> {
    this.send(event, data);
    return this.next();
  }

  async next(): Promise<ClassicFrame> {
    const [frame] = await this.take(1);
    if (!frame) throw new Error('no frame');
    return frame;
  }

  /**
   * Takes all frames that came before a marker which is sent now to one of this socket's classes, over the way of all
   * frames to classes: what should have come has come, and what has not come will not come.
   */
  async framesSoFar(standIns: StandIns, classId: string): Promise<ClassicFrame[]> {
    const frame = { event: 'MARKER', data: { at: Math.random() } };
    await standIns.showToClass(classId, { kind: 'classic', frame, senderSocketId: 'nobody' });
    const find = () => this.frames.findIndex((one) => one.data.at === frame.data.at);
    await until(() => expect(find()).toBeGreaterThanOrEqual(0));
    return this.frames.splice(0, find() + 1).filter(({ event }) => event !== 'MARKER');
  }
}
