/**
 * All that the page says. English is the model: another language has the same keys, which the compiler checks, and each key
 * the plural forms that its language has (`_one`, `_other`).
 */
import type account from './en/account.ts';
import type admin from './en/admin.ts';
import type audit from './en/audit.ts';
import type board from './en/board.ts';
import type classes from './en/classes.ts';
import type common from './en/common.ts';
import type imports from './en/imports.ts';
import type reports from './en/reports.ts';
import type review from './en/review.ts';
import type scan from './en/scan.ts';
import type student from './en/student.ts';
import type teacher from './en/teacher.ts';
import type wall from './en/wall.ts';
import type webhooks from './en/webhooks.ts';

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** What each language calls itself. */
export const languageNames: Record<Language, string> = { en: 'English', de: 'Deutsch' };

export interface Catalogue {
  common: typeof common;
  account: typeof account;
  scan: typeof scan;
  student: typeof student;
  teacher: typeof teacher;
  board: typeof board;
  wall: typeof wall;
  review: typeof review;
  classes: typeof classes;
  imports: typeof imports;
  reports: typeof reports;
  admin: typeof admin;
  audit: typeof audit;
  webhooks: typeof webhooks;
}
export type Namespace = keyof Catalogue;

/** The words of a namespace in another language: the same keys, other texts. */
export type Words<Name extends Namespace> = Translated<Catalogue[Name]>;
type Translated<Texts> = { [Key in keyof Texts]: Texts[Key] extends string ? string : Translated<Texts[Key]> };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Catalogue;
    returnNull: false;
  }
}
