import { describe } from 'vitest';
import { lifecycleTests } from './classic-ws/lifecycle.ts';
import { markingTests } from './classic-ws/marking.ts';
import { refusalTests } from './classic-ws/refusals.ts';
import { useNetwork } from './helpers/network.ts';

const SHORT_TOKEN_SECONDS = 3;

// Classic tokens live for a day here as everywhere; the newer log-in's are the ones to see expire.
const rollcall = useNetwork({ ACCESS_TOKEN_TTL: `${SHORT_TOKEN_SECONDS}s` });

describe('marking', () => markingTests(rollcall));
describe('lifecycle', () => lifecycleTests(rollcall));
describe('refusals', () => refusalTests(rollcall, { shortTokenSeconds: SHORT_TOKEN_SECONDS }));
