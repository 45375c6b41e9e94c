// A command that uses a Redis Cluster, to be killed by a test: prints its process ids as a line of JSON and stays.
import { startRedisCluster } from '../src/index.ts';

const { nodes } = await startRedisCluster();
process.stdout.write(`${JSON.stringify(nodes.map(({ url, processId }) => ({ url, source: '', processId })))}\n`);
