import { describe } from 'vitest';
import { useNetwork } from './helpers/network.ts';
import { boardTests } from './qr/board.ts';
import { removalTests } from './qr/removals.ts';
import { scanningTests } from './qr/scanning.ts';
import { sessionTests } from './qr/sessions.ts';

const rollcall = useNetwork({ QR_ROTATION_SECONDS: '2', QR_GRACE_SECONDS: '1' });

describe('sessions', () => sessionTests(rollcall));
describe('scanning', () => scanningTests(rollcall));
describe('board', () => boardTests(rollcall));
describe('removals', () => removalTests(rollcall));
