import { describe } from 'vitest';
import { sessionSuite } from './suites/session-suite.ts';

describe('on a Redis Cluster of three nodes', () => sessionSuite({ cluster: true }));
