import type { Infra } from '@rollcall/dev-infra';
import type { Load, LoadReport } from '../lib/load.ts';
import { cpuMsOf } from '../lib/process-cpu.ts';
import { quantile } from '../lib/statistics.ts';
import type { Subject } from './subject.ts';

export interface Wanted {
  sessions: number;
  students: number;
  tokens: string[];
  connections: number;
  ratePerSecond?: number;
  stopAfterMs?: number;
}

/** One run of scans, each by a different student in its session. */
export interface Measured {
  scansPerSecond: number;
  /** CPU of the process, and of it, MongoDB and Redis together, us per scan. */
  cpuUs: number;
  totalCpuUs: number;
  p50Ms: number;
  p99Ms: number;
  /** Acknowledged, and not in MongoDB. */
  lost: number;
}

export async function measure(subject: Subject, infra: Infra, load: Load, wanted: Wanted): Promise<Measured> {
  const { sessions, students, tokens, connections, ratePerSecond, stopAfterMs = 120_000 } = wanted;
  const open = await subject.open(sessions, students);
  const stopFollowing = open.follow((bodies) => load.update({ bodies }));
  const servers = [infra.mongodb.processId ?? 0, infra.redis.processId ?? 0];
  const before = [subject.processId(), ...servers].map(cpuMsOf);
  const report = await load.run({
    port: subject.port,
    path: subject.path,
    connections,
    requests: sessions * students,
    ratePerSecond,
    stopAfterMs,
    tokens: tokens.slice(0, students),
    perBody: students,
    bodies: open.bodies,
  });
  const [own = 0, ...others] = [subject.processId(), ...servers].map((id, at) => cpuMsOf(id) - (before[at] ?? 0));
  stopFollowing();
  const acknowledged = requireGood(subject, report);
  const us = (ms: number) => (ms * 1000) / acknowledged;
  return {
    scansPerSecond: (acknowledged * 1000) / report.elapsedMs,
    cpuUs: us(own),
    totalCpuUs: us(own + others.reduce((sum, ms) => sum + ms, 0)),
    p50Ms: quantile(report.times, 0.5),
    p99Ms: quantile(report.times, 0.99),
    lost: acknowledged - (await open.countRecords()),
  };
}

/** Figures of a run in which much was refused would say nothing. */
function requireGood({ name }: Subject, { statuses }: LoadReport): number {
  const { 200: good = 0, ...others } = statuses;
  const bad = Object.values(others).reduce((sum, count) => sum + count, 0);
  if (bad > good / 100) throw new Error(`${name} refused too much: ${JSON.stringify(statuses)}`);
  return good;
}
