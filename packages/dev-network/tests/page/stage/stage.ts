import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { Credentials } from '../../../src/demo/accounts.ts';
import { type Network, startNetwork } from '../../../src/index.ts';
import { chromiumPath, type TestBrowser, useBrowser } from './browser.ts';
import { type OpenOptions, openPage } from './open.ts';
import { fillHall, findAdmin, firstAdmin, type Hall, type Person } from './people.ts';

const START_MS = 120_000;
const STUDENTS = 3;

/** A running Rollcall with a browser, an administrator, and a teacher with a class of three students. */
export interface Stage extends Hall {
  readonly origin: string;
  readonly browser: TestBrowser;
  readonly admin: Person;
  /** Opens a page, of another site too, in a new browser where nobody is logged in. */
  open(path: string, options?: OpenOptions): Promise<Page>;
  /** One more teacher with a class, for a test that changes what the others would see. */
  newHall(students: number): Promise<Hall>;
}

/** The stage of a test file; its tests are skipped where there is no Chromium. `env` goes to all services. */
export function useStage(env: Record<string, string> = {}): Stage {
  const browser = useBrowser();
  let network: Network | undefined;
  let people: (Hall & { admin: Person }) | undefined;

  beforeAll(async () => {
    if (chromiumPath === undefined) return;
    network = await startNetwork({
      mode: 'in-process',
      provider: 'local',
      env: {
        BCRYPT_COST: '4',
        LOG_LEVEL: 'silent',
        FIRST_ADMIN_EMAIL: firstAdmin.email,
        FIRST_ADMIN_PASSWORD: firstAdmin.password,
        ...env,
      },
    });
    people = { ...(await newHall(STUDENTS)), admin: await findAdmin(network.origin, openAs) };
  }, START_MS);
  afterAll(() => network?.stop());

  const running = () => network ?? notUp();
  const there = () => people ?? notUp();
  const address = (path: string) => new URL(path, running().origin).href;
  const openAs = async (who: Credentials | undefined, path: string, options?: OpenOptions) => {
    const { camera } = options ?? {};
    const isFilm = typeof camera === 'object' && 'film' in camera;
    const where = isFilm ? await browser.launch({ cameraFile: camera.film }) : browser.current;
    return openPage(where, address(path), options, who);
  };
  const newHall = (students: number) => fillHall(running().origin, students, openAs);

  return {
    get origin() {
      return running().origin;
    },
    browser,
    get admin() {
      return there().admin;
    },
    get teacher() {
      return there().teacher;
    },
    get students() {
      return there().students;
    },
    get classId() {
      return there().classId;
    },
    get className() {
      return there().className;
    },
    open: (path, options) => openAs(undefined, path, options),
    newHall,
  };
}

function notUp(): never {
  throw new Error('the stage is not up yet');
}
