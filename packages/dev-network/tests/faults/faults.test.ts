import { describe } from 'vitest';
import { useNetwork } from '../contract/helpers/network.ts';
import { deadServerTests } from './dead-servers.ts';
import { killedProcessTests } from './killed-processes.ts';

const rollcall = useNetwork();

describe('dead servers', () => deadServerTests(rollcall));
describe('killed processes', () => killedProcessTests(rollcall));
