import type { Metrics } from '@rollcall/service-kit';
import { Gauge } from 'prom-client';

/** Shows how many sockets of each kind are open. */
export function measureOpenSockets(metrics: Metrics, kinds: Record<string, { readonly size: number }>): void {
  new Gauge({
    name: 'rollcall_open_sockets',
    help: 'Open sockets by kind: classic (/ws) or realtime (Socket.IO)',
    labelNames: ['kind'],
    registers: [metrics.registry],
    collect() {
      for (const [kind, sockets] of Object.entries(kinds)) this.set({ kind }, sockets.size);
    },
  });
}

/** Shows how many sockets are skipped because their clients read too slowly. */
export function measureSkippedSockets(metrics: Metrics, backPressure: { readonly skipped: number }): void {
  new Gauge({
    name: 'rollcall_skipped_sockets',
    help: 'Socket.IO sockets that get no frames of their sessions until their clients have read what waits for them',
    registers: [metrics.registry],
    collect() {
      this.set(backPressure.skipped);
    },
  });
}
