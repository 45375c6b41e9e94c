interface Startable {
  start(): Promise<unknown>;
  close(): Promise<void>;
}

const FORCED_EXIT_MS = 75_000;

/** The life of a service's process: start, and stop on SIGTERM or SIGINT. A failed start is printed and exits with 1. */
export function run(create: () => Startable): void {
  let service: Startable | undefined;
  const fail = (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  };
  const stop = () => {
    setTimeout(() => process.exit(1), FORCED_EXIT_MS).unref();
    if (service) service.close().then(() => process.exit(0), fail);
    else process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  try {
    service = create();
    service.start().catch(fail);
  } catch (error) {
    fail(error);
  }
}
