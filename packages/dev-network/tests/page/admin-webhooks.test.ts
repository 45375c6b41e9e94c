import { routes } from '@rollcall/contracts';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { LONG, PATIENT } from './helpers/admins.ts';
import { signatureOf, useWebhookListener } from './helpers/webhook-listener.ts';
import { startSession } from './sessions.ts';
import { expectAccessible, expectQuiet } from './stage/checks.ts';
import { useStage } from './stage/stage.ts';

const stage = useStage({ WEBHOOKS_TO_PRIVATE_ADDRESSES: 'true', WEBHOOK_ATTEMPTS: '1' });
const listener = useWebhookListener();
const PATH = '/app/admin/webhooks';

test('one is made with a secret that is shown once and signs the ping, which is listed', LONG, async () => {
  const page = await stage.admin.open(PATH);
  await page.getByText('No other system is told anything').waitFor();
  await page.getByRole('button', { name: 'New webhook' }).click();
  const dialog = page.getByRole('dialog', { name: 'New webhook' });
  await dialog.getByLabel('Address').fill(listener.url);
  await dialog.getByLabel('What it is for').fill('The library');
  await dialog.getByRole('button', { name: 'Choose none' }).click();
  await dialog.getByRole('button', { name: 'Add' }).click();
  await dialog.getByText('Choose one at least.').waitFor();
  await dialog.getByLabel('a session starts').check();
  await dialog.getByRole('button', { name: 'Add' }).click();

  const secretDialog = page.getByRole('dialog', { name: 'The secret of this webhook' });
  const secret = await secretDialog.getByRole('textbox', { name: 'Secret' }).inputValue();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'I have it' }).click();
  await page.getByText('Is told of: a session starts').waitFor();
  const [webhook] = await webhooks();
  expect(webhook).toMatchObject({ url: listener.url, description: 'The library', events: ['session.started'] });
  for (const isReload of [false, true]) {
    if (isReload) await page.reload();
    await page.getByRole('heading', { name: listener.url }).waitFor();
    await page.getByText('The library').waitFor();
    expect(await page.content()).not.toContain(secret.slice(6));
    expect(await page.locator('input').count()).toBe(0);
  }

  await page.getByRole('button', { name: 'Send a ping' }).click();
  await page.getByText('A ping is on its way').waitFor();
  const row = deliveryIn(page, 'Accepted with 204');
  await row.getByText('Delivered').waitFor(PATIENT);
  await row.getByText('1 attempt').click();
  const [ping] = listener.heard;
  expect(ping?.headers['webhook-signature']).toBe(ping && signatureOf(ping, secret));
  await row.getByText(`webhook-id ${ping?.headers['webhook-id']}`).waitFor();
  expect(await deliveries(webhook?._id)).toEqual([['ping', 'delivered', [204]]]);
  await expectQuiet(page);
});

test('what could not be delivered is said, and sent again when the other system is well', LONG, async () => {
  const { _id: id } = await makeWebhook();
  listener.status = 503;
  const hall = await stage.newHall(0);
  await startSession(hall);
  await expect.poll(() => deliveries(id), PATIENT).toEqual([['session.started', 'dead', [503]]]);
  const page = await stage.admin.open(`${PATH}?webhook=${id}`);
  const row = deliveryIn(page, 'Answered 503');
  await row.getByText('Given up').waitFor();
  listener.status = 204;
  await row.getByRole('button', { name: 'Send “a session starts” again' }).click();
  await page.getByText('Accepted with 204').first().waitFor(PATIENT);
  await page.getByRole('button', { name: 'Given up' }).click();
  await page.getByText('Nothing is in this state').waitFor();
  await page.getByRole('button', { name: 'Delivered' }).click();
  await page.getByText('Accepted with 204').first().waitFor();
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ webhook: id, state: 'delivered' });
  expect(await deliveries(id)).toEqual([['session.started', 'delivered', [503, 204]]]);
  await expectQuiet(page);
});

test('one is switched off, gets another secret, and is deleted', LONG, async () => {
  const { _id: id, url } = await makeWebhook();
  const page = await stage.admin.open(PATH);
  await chooseInMenu(page, url, 'Switch off');
  await page.getByText('The webhook is switched off').waitFor();
  expect(await enabledOf(id)).toBe(false);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('The webhook is switched on').waitFor();
  expect(await enabledOf(id)).toBe(true);

  await chooseInMenu(page, url, 'Make a new secret');
  await page.getByRole('dialog').getByRole('button', { name: 'Make a new secret' }).click();
  const secret = await page.getByRole('textbox', { name: 'Secret' }).inputValue();
  await page.getByRole('button', { name: 'I have it' }).click();
  const before = listener.heard.length;
  await page.getByRole('listitem').filter({ hasText: url }).getByRole('button', { name: 'Send a ping' }).click();
  await expect.poll(() => listener.heard.length, PATIENT).toBeGreaterThan(before);
  const ping = listener.heard[before];
  const signatures = String(ping?.headers['webhook-signature']).split(' ');
  expect(signatures).toContain(ping && signatureOf(ping, secret));
  expect(signatures).toHaveLength(2);

  await chooseInMenu(page, url, 'Delete');
  await page.getByRole('dialog').getByText(`${url} is told nothing any more`).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('The webhook is deleted').waitFor();
  await page.getByRole('heading', { name: url }).waitFor({ state: 'detached' });
  expect((await webhooks()).map(({ _id }) => _id)).not.toContain(id);
  await expectQuiet(page);
});

/** Its address is one of its own, so that a test finds it among those of other tests. */
function makeWebhook() {
  const url = `${listener.url}/${crypto.randomUUID()}`;
  return stage.admin.client.call(routes.createWebhook, { body: { url, events: ['session.started'] } });
}

async function webhooks() {
  return (await stage.admin.client.call(routes.listWebhooks, { query: {} })).items;
}

async function enabledOf(id: string): Promise<boolean> {
  return (await stage.admin.client.call(routes.getWebhook, { ids: { id } })).enabled;
}

/** What was sent to a webhook: the event, what came of it, and the answers to each attempt. */
async function deliveries(id = '') {
  const { items } = await stage.admin.client.call(routes.listWebhookDeliveries, { ids: { id }, query: {} });
  return items.map(({ event, state, attempts }) => [event, state, attempts.map(({ statusCode }) => statusCode)]);
}

/** The last that was sent with such an outcome: not the webhook around it, nor an attempt within it. */
function deliveryIn(page: Page, outcome: string): Locator {
  return page
    .getByRole('listitem')
    .filter({ has: page.getByRole('status').filter({ hasText: outcome }) })
    .last();
}

async function chooseInMenu(page: Page, url: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `More about ${url}`, exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}
