// Something to supervise: listens, is ready, says who it is. FAIL makes it end at once, with last words.
import { createServer } from 'node:http';

if (process.env.FAIL) {
  process.stderr.write(`${process.env.FAIL}\n`);
  process.exit(1);
}
const answer = createServer((_request, response) =>
  response.end(JSON.stringify({ pid: process.pid, env: process.env })),
);
answer.listen(Number(process.env.PORT), '127.0.0.1');
const management = createServer((_request, response) => response.end());
management.listen(Number(process.env.MANAGEMENT_PORT), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
