import specs from '@asyncapi/specs';
import {
  type ClientEventDefinition,
  classicEvents,
  clientEvents,
  type EventDefinition,
  events,
  routeList,
  serverEventNotes,
  serverEvents,
} from '@rollcall/contracts';
import { type AsyncApi, type AsyncApiMessage, createAsyncApi, type Reference } from '@rollcall/service-kit';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { renderSocketsPage } from '../src/docs/sockets-page.ts';
import { startWeb } from './helpers.ts';

const { get } = startWeb();
const all = routeList;
const services = [...new Set(all.map((route) => route.service))];
const documents = ['all', ...services];

async function documentOf(service: string) {
  const response = await get(`/docs/openapi/${service}.json`);
  return (await response.json()) as { paths: Record<string, Record<string, { operationId: string }>> };
}

describe('API docs', () => {
  it('lists a document of all routes, and one for each service that has some', async () => {
    const list = await documentOf('index');
    expect(list).toEqual(documents.map((name) => ({ name, url: `/docs/openapi/${name}.json` })));
  });

  it.each(documents)('%s: a valid OpenAPI 3.1 document', async (service) => {
    const validator = new Validator();
    const result = await validator.validate(await documentOf(service));
    expect(result.errors ?? []).toEqual([]);
    expect([result.valid, validator.version]).toEqual([true, '3.1']);
  });

  it.each(documents)('%s: exactly the routes of the contracts', async (service) => {
    const { paths } = await documentOf(service);
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const expected = all
      .filter((route) => service === 'all' || route.service === service)
      .flatMap((route) => route.paths.map((path) => `${route.method} ${path.replace(/:(\w+)/g, '{$1}')}`));
    expect(documented.sort()).toEqual(expected.sort());
  });

  it('names each operation once in all documents', async () => {
    const documents = await Promise.all(services.map(documentOf));
    const ids = documents.flatMap((document) =>
      Object.values(document.paths).flatMap((path) => Object.values(path).map((one) => one.operationId)),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the AsyncAPI document', () => {
  const load = async () => (await (await get('/docs/asyncapi.json')).json()) as AsyncApi;
  const names = (document: AsyncApi, channel: string, action: string) =>
    Object.values(document.operations)
      .filter((one) => one.channel.$ref === `#/channels/${channel}` && one.action === action)
      .map(({ messages }) => resolve(document, messages[0] as Reference).name);

  it('is valid AsyncAPI 3.0', async () => {
    // It brings draft 7 itself.
    const ajv = new Ajv({ strict: false, meta: false, validateSchema: false });
    formats.default(ajv);
    const { $schema: _, ...official } = specs.schemas['3.0.0'] as Record<string, unknown>;
    const validate = ajv.compile(official);
    validate(await load());
    expect(validate.errors ?? []).toEqual([]);
    const broken = { ...(await load()), asyncapi: '2.6.0' };
    expect(validate(broken)).toBe(false);
  });

  it('has payloads that are JSON Schemas, and refers to nothing that is not there', async () => {
    const document = await load();
    const ajv = new Ajv({ strict: false });
    formats.default(ajv);
    ajv.addSchema({ $id: 'document', components: document.components });
    for (const key of Object.keys(document.components.messages)) {
      ajv.compile({ $ref: `document#/components/messages/${key}/payload` });
    }
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => String(path));
    const there = (path: string) =>
      path.split('/').reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], document);
    expect(references.filter((path) => there(path) === undefined)).toEqual([]);
  });

  it('has exactly the events of the contracts, each with who may send it, or who gets it', async () => {
    const document = await load();
    expect(names(document, 'classic', 'receive')).toEqual(Object.keys(classicEvents));
    expect(names(document, 'realtime', 'receive')).toEqual(Object.keys(clientEvents));
    expect(names(document, 'realtime', 'send')).toEqual(Object.keys(serverEvents));
    const all: EventDefinition[] = Object.values(events);
    const subjects = all.map(({ subject }) => subject);
    expect(Object.keys(document.channels)).toEqual(['classic', 'realtime', ...subjects]);
    for (const { subject, publishedBy, consumedBy } of all) {
      expect(names(document, subject, 'send')).toEqual([subject]);
      expect(tagsOf(document, subject, 'send')).toEqual([publishedBy]);
      expect(tagsOf(document, subject, 'receive')).toEqual(consumedBy);
    }
    const roles = Object.values<ClientEventDefinition>(clientEvents).map(({ role }) => role ?? 'anybody');
    expect(tagsOf(document, 'realtime', 'receive')).toEqual(roles);
    expect(tagsOf(document, 'realtime', 'send')).toEqual(Object.values(serverEventNotes).map((one) => one.audience));
    const used = Object.values(document.operations).flatMap(({ messages, reply }) => [
      ...messages,
      ...(reply?.messages ?? []),
    ]);
    const messages = new Set(used.map((reference) => resolve(document, reference)));
    expect(messages.size).toBe(Object.keys(document.components.messages).length);
  });

  it('accepts what a socket says, and nothing else', async () => {
    const document = await load();
    const ajv = new Ajv({ strict: false });
    formats.default(ajv);
    ajv.addSchema({ $id: 'document', components: document.components });
    const check = (key: string, data: unknown) =>
      ajv.validate({ $ref: `document#/components/messages/${key}/payload` }, data);
    expect(check('round.end', { sessionId: '65f0c0ffee65f0c0ffee65f0' })).toBe(true);
    expect(check('round.end', { sessionId: 'x' })).toBe(false);
    expect(check('auth.refresh.acknowledgement', { ok: true, data: { expiresAt: '2026-03-02T08:00:00.000Z' } })).toBe(
      true,
    );
    expect(check('auth.refresh.acknowledgement', { ok: false, error: 'No', code: 'unauthorized' })).toBe(true);
    expect(check('auth.refresh.acknowledgement', { ok: true, data: {} })).toBe(false);
    expect(check('classic.DONE', { event: 'DONE' })).toBe(true);
    expect(check('classic.ERROR', { event: 'ERROR', data: { message: 'Unknown event' } })).toBe(true);
    const user = { userId: '65f0c0ffee65f0c0ffee65f0' };
    const about = { v: 1, id: 'a', time: '2026-03-02T08:00:00Z', requestId: 'r', actor: null };
    expect(check('evt.user.disabled', { ...about, data: user })).toBe(true);
    expect(check('evt.user.disabled', { ...about, data: {} })).toBe(false);
    expect(check('evt.user.disabled', about)).toBe(false);
    expect(check('evt.user.disabled', { data: user })).toBe(false);
  });
});

describe('the page of sockets and events', () => {
  const load = async () => (await get('/docs/sockets')).text();

  it('shows each event once, with a heading that links to itself', async () => {
    const page = await load();
    const ids = [...page.matchAll(/<article id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([
      ...Object.keys(classicEvents),
      ...Object.keys(clientEvents),
      ...Object.keys(serverEvents),
      ...Object.values(events).map(({ subject }) => subject),
    ]);
  });

  it('has links that lead somewhere: on the page, and to the document and the HTTP routes', async () => {
    const page = await load();
    const links = [...page.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, to]) => String(to));
    const inside = links.filter((to) => to.startsWith('#')).map((to) => to.slice(1));
    expect(inside.length).toBeGreaterThan(50);
    expect(inside.filter((id) => !page.includes(` id="${id}"`))).toEqual([]);
    const outside = links.filter((to) => !to.startsWith('#'));
    expect(outside).toEqual(expect.arrayContaining(['/docs', '/docs/asyncapi.json']));
    for (const to of outside) expect([to, (await get(to)).status]).toEqual([to, 200]);
  });

  it('is linked from the page of HTTP routes', async () => {
    expect(await (await get('/docs')).text()).toContain('href="/docs/sockets"');
  });

  it('shows what is inside, and lets no text become markup', async () => {
    const page = await load();
    expect(page).toContain('<b>reconnectAfterMs</b>: integer');
    expect(page).toContain('<b>expiresAt</b>: time');
    expect(page).toContain('class → session');
    const document = createAsyncApi();
    document.info.description = '<script>alert("x")</script> & `<b>`';
    const shown = renderSocketsPage(document);
    expect(shown).not.toContain('<script');
    expect(shown).toContain('&#60;script&#62;alert(&#34;x&#34;)&#60;/script&#62; &#38; <code>&#60;b&#62;</code>');
  });
});

function resolve({ channels, components }: AsyncApi, { $ref }: Reference) {
  const [, , channel = '', , key = ''] = $ref.split('/');
  const name = channels[channel]?.messages[key]?.$ref.split('/').at(-1) ?? '';
  return components.messages[name] as AsyncApiMessage;
}

function tagsOf({ operations }: AsyncApi, channel: string, action: string): string[] {
  return Object.values(operations)
    .filter((one) => one.channel.$ref === `#/channels/${channel}` && one.action === action)
    .flatMap(({ tags }) => tags.map(({ name }) => name));
}
