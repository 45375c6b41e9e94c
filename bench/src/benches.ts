import { benchAuth } from './auth/auth.ts';

/** Every bench by name: it prints its table and resolves with its figures by id. */
export const benches: Record<string, () => Promise<Record<string, unknown>>> = { auth: benchAuth };
