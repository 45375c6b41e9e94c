import { fork } from 'node:child_process';
import { once } from 'node:events';

type Operations = Record<string, (...args: never[]) => unknown>;

/** A script in a process of its own, whose operations are called by name. */
export interface Forked<Own extends Operations> {
  call<Name extends keyof Own & string>(
    name: Name,
    ...args: Parameters<Own[Name]>
  ): Promise<Awaited<ReturnType<Own[Name]>>>;
  close(): Promise<void>;
}

interface Call {
  number: number;
  name: string;
  args: never[];
}

type Answer = { number: number; result?: unknown; problem?: string };

/** Starts a script that calls `serve`. A call rejects with what the operation threw, and when the process dies. */
export function forkScript<Own extends Operations>(script: URL): Forked<Own> {
  const child = fork(script, { execArgv: [] });
  const waiting = new Map<number, (answer: Answer) => void>();
  let calls = 0;
  child.on('message', (answer: Answer) => waiting.get(answer.number)?.(answer));
  const gone = once(child, 'exit').then(([code, signal]) => {
    for (const [number, settle] of waiting) settle({ number, problem: `the process is gone: ${code ?? signal}` });
  });
  return {
    call(name, ...args) {
      const number = calls++;
      const { promise, resolve, reject } = Promise.withResolvers<never>();
      waiting.set(number, ({ result, problem }) => {
        waiting.delete(number);
        if (problem === undefined) resolve(result as never);
        else reject(new Error(`${name}: ${problem}`));
      });
      child.send({ number, name, args } satisfies Call);
      return promise;
    },
    async close() {
      child.kill();
      await gone;
    },
  };
}

/** In the script: answers the calls. */
export function serve(operations: Operations): void {
  process.once('disconnect', () => process.exit(1));
  process.on('message', async ({ number, name, args }: Call) => {
    try {
      process.send?.({ number, result: await operations[name]?.(...args) } satisfies Answer);
    } catch (error) {
      process.send?.({ number, problem: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
}
