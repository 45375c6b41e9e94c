import { useSyncExternalStore } from 'react';
import type { ScanFlow, ScanState } from './scan-flow.ts';

export function useScanState(flow: ScanFlow): ScanState {
  return useSyncExternalStore(flow.onChange, flow.state);
}
