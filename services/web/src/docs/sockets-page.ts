import type { AsyncApi, AsyncApiMessage, AsyncApiOperation, JsonSchema, Reference } from '@rollcall/service-kit';
import { type Html, html, prose } from './html.ts';
import { writeSchema } from './write-schema.ts';

/** The page of an AsyncAPI document: sockets first, then what the services tell each other. Whole without scripts. */
export function renderSocketsPage(document: AsyncApi): string {
  const channels = Object.entries(document.channels).map(([key, channel]) => ({
    key,
    ...channel,
    operations: Object.values(document.operations).filter((one) => one.channel.$ref === `#/channels/${key}`),
  }));
  const [sockets, events] = [isOn('sockets'), isOn('nats')].map((isThere) => channels.filter(isThere));
  const { read, schema } = reader(document);

  const socket = ({ key, title, address, description, operations }: Channel) => html`
      <section aria-labelledby="${key}">
        <h2 id="${key}">${title} <code>${address}</code></h2>
        <p class="about">${prose(description ?? '')}</p>
        ${group('From the client', operations, 'receive')}
        ${group('From the server', operations, 'send')}
      </section>`;

  function group(title: string, all: AsyncApiOperation[], action: AsyncApiOperation['action']): Html {
    const operations = all.filter((one) => one.action === action);
    return operations.length === 0 ? html`` : html`<h3>${title}</h3>${operations.map(operationOf)}`;
  }

  function operationOf(operation: AsyncApiOperation): Html {
    const [message] = operation.messages.map(read);
    const [answer, ...others] = (operation.reply?.messages ?? []).map(read);
    return html`
        <article id="${message?.name}">
          <h4><a href="#${message?.name}">${message?.name}</a> ${operation.action === 'receive' ? namesOf(operation).map(chip) : ''}</h4>
          <p>${prose(operation.summary)} ${prose(operation.description ?? '')}</p>
          <div class="frames">
            ${message && frame(operation.action === 'send' ? 'What comes' : 'What you send', message.payload)}
            ${answer && frame('The answer', answer.payload, ...others.map(({ payload }) => payload))}
          </div>
        </article>`;
  }

  function frame(title: string, ...payloads: JsonSchema[]): Html {
    const written = payloads.map((payload, index) => html`${index > 0 ? '\nor ' : ''}${writeSchema(payload, schema)}`);
    return html`<figure><figcaption>${title}</figcaption><pre><code>${written}</code></pre></figure>`;
  }

  function event({ key, operations }: Channel): Html {
    const [sends] = operations.filter(({ action }) => action === 'send');
    const consumers = operations.filter(({ action }) => action === 'receive').flatMap(namesOf);
    const payload = sends && read(sends.messages[0] as Reference).payload;
    return html`
        <article id="${key}">
          <h4><a href="#${key}">${key}</a> <span class="way">${sends && namesOf(sends)} → ${consumers.join(', ') || 'nobody yet'}</span></h4>
          ${payload && html`<pre><code>${writeSchema(dataOf(payload), schema)}</code></pre>`}
        </article>`;
  }

  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Sockets and events · Rollcall</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="icon" href="/app/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/docs/assets/base.css">
    <link rel="stylesheet" href="/docs/assets/docs/top.css">
    <link rel="stylesheet" href="/docs/assets/docs/sockets.css">
  </head>
  <body>
    <header class="top">
      <a class="brand" href="/app"><img src="/app/icon.svg" alt="">Rollcall</a>
      <nav aria-label="API docs"><a href="/docs">HTTP</a><a href="/docs/sockets" aria-current="page">Sockets and events</a></nav>
    </header>
    <main>
      <h1>Sockets and events</h1>
      <p class="about">${prose(document.info.description)} The same as <a href="/docs/asyncapi.json">AsyncAPI ${document.asyncapi}</a>.</p>
      <p class="about">An <code>id</code> is 24 hexadecimal digits, a <code>time</code> ISO 8601 in UTC with milliseconds; <code>?</code> may be left out.</p>
      <nav class="contents" aria-label="On this page">
        <ul>
          ${sockets?.map(({ key, title }) => html`<li><a href="#${key}">${title}</a></li>`)}
          <li><a href="#events">Events between services</a></li>
        </ul>
      </nav>
      ${sockets?.map(socket)}
      <section aria-labelledby="events">
        <h2 id="events">Events between services</h2>
        <p class="about">${prose(document.servers.nats?.description ?? '')} Each comes in an envelope, as its <code>data</code>:</p>
        <pre><code>${writeSchema(document.components.schemas.envelope ?? {}, schema)}</code></pre>
        <div class="events">${events?.map(event)}</div>
      </section>
    </main>
  </body>
</html>
`.text;
}

type Channel = AsyncApi['channels'][string] & { key: string; operations: AsyncApiOperation[] };

const isOn = (server: string) => (channel: Channel) =>
  channel.servers.some(({ $ref }) => $ref === `#/servers/${server}`);
const namesOf = ({ tags }: AsyncApiOperation) => tags.map(({ name }) => name);

function chip(name: string): Html {
  return html`<span class="chip">${name}</span>`;
}

/** What an event has of its own: the rest is the envelope, which is shown once. */
function dataOf({ allOf }: JsonSchema): JsonSchema {
  const [, own] = allOf as [Reference, { properties: { data: JsonSchema } }];
  return own.properties.data;
}

function reader({ channels, components }: AsyncApi) {
  const lastOf = ({ $ref }: Reference) => $ref.split('/').at(-1) ?? '';
  return {
    /** The message that an operation refers to, over its channel. */
    read(reference: Reference): AsyncApiMessage {
      const [, , channel = '', , key = ''] = reference.$ref.split('/');
      const target = channels[channel]?.messages[key];
      const message = target && components.messages[lastOf(target)];
      if (!message) throw new Error(`${reference.$ref} leads nowhere`);
      return message;
    },
    schema: (schema: JsonSchema): JsonSchema =>
      typeof schema.$ref === 'string' ? (components.schemas[lastOf({ $ref: schema.$ref })] ?? {}) : schema,
  };
}
