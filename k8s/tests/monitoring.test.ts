import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Network, startNetwork } from '@rollcall/dev-network';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { k8sFolder } from './helpers/combinations.ts';

interface Alert {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string };
}

interface Dashboard {
  panels: { title: string; targets: { expr: string }[] }[];
}

const folder = join(k8sFolder, 'components/prometheus');
const dashboards = ['attendance', 'services'];
/** What Prometheus and the PodMonitor add. */
const ADDED_LABELS = ['le', 'pod'];

let network: Network;
/** By the name of a metric: the labels that it has. */
let told: Map<string, Set<string>>;

beforeAll(async () => {
  network = await startNetwork({ mode: 'in-process', provider: 'local', env: { LOG_LEVEL: 'silent' } });
  await scanNonsense(network.origin);
  const replicas = Object.values(network.services).flat();
  const texts = replicas.map(async ({ managementUrl }) => (await fetch(`${managementUrl}/metrics`)).text());
  told = labelsOf((await Promise.all(texts)).join('\n'));
});
afterAll(() => network?.stop());

test('alerts ask for what the services tell', async () => {
  expect((await readAlerts()).flatMap(({ alert, expr }) => problemsOf(alert, expr))).toEqual([]);
});

test.each(dashboards)('the dashboard %s asks for what the services tell', async (name) => {
  const { panels } = JSON.parse(await readFile(join(folder, `dashboards/${name}.json`), 'utf8')) as Dashboard;
  expect(panels.length).toBeGreaterThan(3);
  const problems = panels.flatMap(({ title, targets }) => targets.flatMap(({ expr }) => problemsOf(title, expr)));
  expect(problems).toEqual([]);
});

test('each alert has a severity, a summary and a chapter, and each chapter an alert', async () => {
  const alerts = await readAlerts();
  const guide = await readFile(join(k8sFolder, '../docs/operations/alerts.md'), 'utf8');
  expect([...guide.matchAll(/^## (\w+)$/gm)].map(([, name]) => name)).toEqual(alerts.map(({ alert }) => alert));
  for (const { labels, annotations } of alerts) {
    expect(['page', 'ticket']).toContain(labels.severity);
    expect(annotations.summary).toMatch(/\w+ \w+/);
  }
});

/** A counter is there once there is something to count. */
async function scanNonsense(origin: string): Promise<void> {
  const post = async (path: string, body: object, token = '') => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const answer = await fetch(origin + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as { data?: { token: string }; code?: string };
  };
  const account = { email: 'ada@school.test', password: 'secret-word' };
  await post('/auth/signup', { ...account, name: 'Ada', role: 'student' });
  const { data } = await post('/auth/login', account);
  expect(await post('/api/v1/scans', { token: 'nonsense' }, data?.token)).toMatchObject({ code: 'token_invalid' });
}

async function readAlerts(): Promise<Alert[]> {
  return parse(await readFile(join(folder, 'rules.yaml'), 'utf8')).spec.groups.flatMap(
    ({ rules }: { rules: Alert[] }) => rules,
  );
}

/** Metrics that nobody tells, and labels that they do not have. */
function problemsOf(where: string, expression: string): string[] {
  const metrics = [...expression.matchAll(/\b((?:rollcall|process|nodejs)_\w+)(?:\{([^}]*)\})?/g)];
  if (metrics.length === 0) return [`${where}: asks for nothing`];
  const grouped = [...expression.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, labels = '']) => labels.split(/,\s*/));
  return metrics.flatMap(([, name = '', matchers = '']) => {
    const known = told.get(name);
    if (known === undefined) return [`${where}: nobody tells ${name}`];
    const matched = [...matchers.matchAll(/(\w+)(?:=|!)/g)].map(([, label = '']) => label);
    const unknown = [...matched, ...grouped].filter((label) => !known.has(label) && !ADDED_LABELS.includes(label));
    return unknown.map((label) => `${where}: ${name} has no label ${label}`);
  });
}

function labelsOf(text: string): Map<string, Set<string>> {
  const labels = new Map<string, Set<string>>();
  for (const [, name = '', list = ''] of text.matchAll(/^(\w+)\{([^}]*)\} /gm)) {
    const known = labels.get(name) ?? new Set();
    for (const [, label = ''] of list.matchAll(/(\w+)="/g)) known.add(label);
    labels.set(name, known);
  }
  return labels;
}
