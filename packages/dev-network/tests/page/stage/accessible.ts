import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * Fails when axe finds something serious or critical in what the page shows now, a line each: rule, what it asks for, where.
 * It opens and closes one more tab of the same browser.
 */
export async function expectAccessible(page: Page): Promise<void> {
  // To read style sheets anew axe would put its own into the page, which the content security policy refuses.
  const { violations } = await new AxeBuilder({ page }).options({ preload: false }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const lines = grave.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help}: ${target.join(' ')}`),
  );
  expect(lines).toEqual([]);
}
