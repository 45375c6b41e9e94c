import type { DemoAccount } from './summary.ts';

export async function seedAccounts(_origin: string, _onProgress: (line: string) => void): Promise<DemoAccount[]> {
  return [];
}
