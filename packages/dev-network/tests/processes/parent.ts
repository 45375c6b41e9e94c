// A supervisor to be killed by a test: prints its replicas' process ids and stays.
import { join } from 'node:path';
import { Supervisor } from '../../src/processes/supervisor.ts';

const script = join(import.meta.dirname, 'trivial-service.ts');
const replicas = await Promise.all([1, 2].map(() => Supervisor.start({ script, env: {} })));
process.stdout.write(`${JSON.stringify(replicas.map(({ processId }) => processId))}\n`);
setInterval(() => {}, 60_000);
