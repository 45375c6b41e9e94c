import { sessionSuite } from './suites/session-suite.ts';

sessionSuite({});
