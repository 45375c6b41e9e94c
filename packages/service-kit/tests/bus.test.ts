import { controls, type Rpc, rpcs } from '@rollcall/contracts';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AppError } from '../src/app-error.ts';
import { CloseStack } from '../src/close-stack.ts';
import { Health } from '../src/health.ts';
import type { Bus } from '../src/nats/bus.ts';
import { onControl, tellAll } from '../src/nats/control.ts';
import { answer, request, serveRpc } from '../src/nats/rpc.ts';
import type { Trace } from '../src/trace.ts';
import { openBus, useInfra } from './helpers.ts';

const infra = useInfra(['nats']);
const closers = new CloseStack();
afterEach(() => closers.close());
const open = async (health?: Health) => closers.add(await openBus(infra(), 'test', health), (bus) => bus.close());

const { isSessionActive, usersById } = rpcs.auth;
const classId = 'c'.repeat(24);
const trace: Trace = { requestId: 'request-1', actor: { userId: 'a'.repeat(24), role: 'teacher' } };

describe('requests', () => {
  let asker: Bus;
  beforeEach(async () => {
    asker = await open();
  });

  /** A process that answers, and what it was asked. */
  async function serve(handle: () => Promise<{ active: boolean }> = async () => ({ active: true })) {
    const bus = await open();
    const asked = vi.fn();
    const handler = async (context: string, data: { sessionId: string }, asking: Trace) => {
      asked(context, data, asking);
      return handle();
    };
    serveRpc(bus, 'context', [answer(isSessionActive, handler)]);
    await bus.connection.flush();
    return { bus, asked };
  }

  test('are answered, with who asks and the context', async () => {
    const { asked } = await serve();
    expect(await request(asker, isSessionActive, { sessionId: 's' }, trace)).toEqual({ active: true });
    expect(asked.mock.calls).toEqual([['context', { sessionId: 's' }, trace]]);
  });

  test('are answered by one of several processes', async () => {
    const processes = await Promise.all([serve(), serve(), serve()]);
    await Promise.all(Array.from({ length: 60 }, () => request(asker, isSessionActive, { sessionId: 's' }, trace)));
    const counts = processes.map(({ asked }) => asked.mock.calls.length);
    expect(counts.reduce((sum, count) => sum + count)).toBe(60);
    expect(Math.min(...counts)).toBeGreaterThan(0);
  });

  test('an error of the catalogue reaches the asker, any other as "internal" without its message', async () => {
    const fail = vi.fn(async (): Promise<{ active: boolean }> => {
      throw new AppError('user_not_found');
    });
    await serve(fail);
    const ask = () => request(asker, isSessionActive, { sessionId: 's' }, trace);
    await expect(ask()).rejects.toMatchObject({ code: 'user_not_found' });
    fail.mockRejectedValueOnce(new Error('password=secret'));
    const error = await ask().catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'internal' });
    expect(String(error)).not.toContain('secret');
  });

  test('data of another shape never reach the handler', async () => {
    const { asked, bus } = await serve();
    const send = (payload: string) => bus.connection.request(isSessionActive.subject, payload, { timeout: 1_000 });
    const envelope = { v: 1, id: 'x', time: new Date().toISOString(), requestId: 'x', actor: null };
    for (const payload of ['', 'null', '{', JSON.stringify({ ...envelope, data: { sessionId: { $ne: '' } } })]) {
      expect((await send(payload)).json()).toMatchObject({ data: { ok: false, code: 'invalid_message' } });
    }
    expect((await send(JSON.stringify({ ...envelope, v: 2, data: { sessionId: 's' } }))).json()).toMatchObject({
      data: { ok: false },
    });
    expect(asked).not.toHaveBeenCalled();
  });

  test('try_again at once when no process listens, and after the deadline when none answers', async () => {
    await expect(request(asker, usersById, { ids: [classId] }, trace)).rejects.toMatchObject({ code: 'try_again' });
    const quick: Rpc<typeof isSessionActive.request, typeof isSessionActive.response> = {
      ...isSessionActive,
      timeoutMs: 200,
    };
    const { asked } = await serve(() => new Promise(() => {}));
    await expect(request(asker, quick, { sessionId: 's' }, trace)).rejects.toMatchObject({ code: 'try_again' });
    expect(asked).toHaveBeenCalledTimes(2);
    await expect(request(asker, { ...quick, repeatable: false }, { sessionId: 's' }, trace)).rejects.toThrow();
    expect(asked).toHaveBeenCalledTimes(3);
  });
});

describe('control', () => {
  test('is heard by every process once, also by the one that tells, before tellAll resolves there', async () => {
    const buses = await Promise.all([open(), open(), open()]);
    const heard = buses.map(() => vi.fn());
    for (const [index, bus] of buses.entries()) {
      onControl(bus, 'sessionEnded', (data) => heard[index]?.(data));
      await bus.connection.flush();
    }
    const data = { sessionId: 's', forgetAtMs: 1 };
    await tellAll(buses[0] as Bus, 'sessionEnded', data, trace);
    expect(heard[0]?.mock.calls).toEqual([[data]]);
    for (const one of heard) await vi.waitFor(() => expect(one.mock.calls).toEqual([[data]]));
  });

  test('a message of another shape or a handler that throws stops nothing', async () => {
    const bus = await open();
    const heard = vi.fn(() => {
      throw new Error('failed');
    });
    onControl(bus, 'sessionEnded', heard);
    bus.connection.publish(controls.sessionEnded.subject, '{"data": {}}');
    for (let n = 1; n <= 2; n += 1) await tellAll(bus, 'sessionEnded', { sessionId: 's', forgetAtMs: n }, trace);
    expect(heard).toHaveBeenCalledTimes(2);
  });
});

describe('without NATS', () => {
  test('a killed server: down in health, requests fail at once, telling is quick; all is well after its return', async () => {
    const health = new Health();
    const bus = await open(health);
    const [lost, found] = [vi.fn(), vi.fn()];
    bus.onDisconnect(lost);
    bus.onReconnect(found);
    serveRpc(bus, undefined, [answer(isSessionActive, async () => ({ active: true }))]);
    await infra().nats.signal('SIGKILL');
    await vi.waitFor(() => expect(health.report().dependencies).toEqual({ nats: 'down' }));
    expect(lost).toHaveBeenCalled();
    const startedAt = performance.now();
    await expect(request(bus, isSessionActive, { sessionId: 's' }, trace)).rejects.toMatchObject({ code: 'try_again' });
    await tellAll(bus, 'keysRotated', {}, trace);
    expect(performance.now() - startedAt).toBeLessThan(200);
    await infra().nats.restart();
    await vi.waitFor(() => expect(found).toHaveBeenCalled(), { timeout: 5_000 });
    expect(await request(bus, isSessionActive, { sessionId: 's' }, trace)).toEqual({ active: true });
    expect(health.report().dependencies).toEqual({ nats: 'up' });
  });

  test('a server that is stuck: telling takes a second at most', async () => {
    const bus = await open();
    await infra().nats.signal('SIGSTOP');
    try {
      const startedAt = performance.now();
      await tellAll(bus, 'keysRotated', {}, trace);
      expect(performance.now() - startedAt).toBeLessThan(1_500);
    } finally {
      await infra().nats.signal('SIGCONT');
    }
  });
});
