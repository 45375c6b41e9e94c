import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Fails when something is inaccessible in what the page shows now. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await barriers(page)).toEqual([]);
}

/**
 * What axe finds serious or critical in what the page shows now, a line each: rule, what it asks for, where. It opens and
 * closes one more tab of the same browser.
 */
export async function barriers(page: Page): Promise<string[]> {
  // To read style sheets anew axe would put its own into the page, which the content security policy refuses.
  const { violations } = await new AxeBuilder({ page }).options({ preload: false }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return grave.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help}: ${target.join(' ')}`));
}
