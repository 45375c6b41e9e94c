import type { BrowserContextOptions } from 'playwright-core';

export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

const screens = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
} satisfies Record<string, BrowserContextOptions>;
export type Size = keyof typeof screens;
export const sizes = Object.keys(screens) as Size[];

/** How a person's browser is set. */
export interface Look {
  theme: Theme;
  size: Size;
  language: Language;
}

const locales: Record<Language, string> = { en: 'en-GB', de: 'de-DE' };

/** A browser context of that look, in a time zone that is not that of the servers. */
export function contextOptionsOf({ theme, size, language }: Look): BrowserContextOptions {
  return { ...screens[size], colorScheme: theme, locale: locales[language], timezoneId: 'Europe/Berlin' };
}
