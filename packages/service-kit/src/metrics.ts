import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Health } from './health.ts';

export interface Metrics {
  registry: Registry;
  /** Counts a request with the seconds that it took, by route name, method and status. */
  observeRequest(route: string, method: string, status: number, seconds: number): void;
  /**
   * Adds a gauge that is read when somebody asks; while it can't be read it says nothing. Several of one name differ by the
   * values of their labels.
   */
  measure(name: string, help: string, read: () => Promise<number>, labels?: Record<string, string>): void;
  /** Adds a counter with one label, of few values. */
  count(name: string, help: string, label: string): (value: string) => void;
  /** Adds a histogram. */
  spread(name: string, help: string, buckets: number[]): (value: number) => void;
}

/** The metrics of one process, one registry a service so that several services can share a process. */
export function createMetrics(service: string, health: Health): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const httpSeconds = new Histogram({
    name: 'rollcall_http_request_seconds',
    help: 'Time from the arrival of a request to the end of its answer',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });
  new Gauge({
    name: 'rollcall_dependency_up',
    help: '1 while a server that the process needs is reachable',
    labelNames: ['dependency'],
    registers: [registry],
    collect() {
      for (const [dependency, state] of Object.entries(health.report().dependencies)) {
        this.set({ dependency }, state === 'up' ? 1 : 0);
      }
    },
  });
  const measured = new Map<string, { read: () => Promise<number>; labels: Record<string, string> }[]>();
  // Looked up by one text: the library makes a key of the labels anew each time.
  const ofRequests = new Map<string, { observe(seconds: number): void }>();
  return {
    registry,
    observeRequest(route, method, status, seconds) {
      const name = `${route} ${method} ${status}`;
      let series = ofRequests.get(name);
      if (!series) {
        series = httpSeconds.labels({ route, method, status: String(status) });
        ofRequests.set(name, series);
      }
      series.observe(seconds);
    },
    measure(name, help, read, labels = {}) {
      const others = measured.get(name);
      if (others) return void others.push({ read, labels });
      const all = [{ read, labels }];
      measured.set(name, all);
      new Gauge({
        name,
        help,
        labelNames: Object.keys(labels),
        registers: [registry],
        async collect() {
          await Promise.all(
            all.map(async (one) => {
              const value = await one.read().catch(() => undefined);
              if (value === undefined) this.remove(one.labels);
              else this.set(one.labels, value);
            }),
          );
        },
      });
    },
    count(name, help, label) {
      const counter = new Counter({ name, help, labelNames: [label], registers: [registry] });
      const ofValues = new Map<string, { inc(): void }>();
      return (value) => {
        let series = ofValues.get(value);
        if (!series) {
          series = counter.labels({ [label]: value });
          ofValues.set(value, series);
        }
        series.inc();
      };
    },
    spread(name, help, buckets) {
      const histogram = new Histogram({ name, help, buckets, registers: [registry] });
      return (value) => histogram.observe(value);
    },
  };
}
