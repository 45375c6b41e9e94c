import { type Client, createClient } from '@rollcall/client';
import { type Role, routes } from '@rollcall/contracts';
import {
  type Browser,
  type BrowserContext,
  contextOptionsOf,
  type Look,
  logInBrowser,
} from '@rollcall/dev-network/browser';

const PASSWORD = 'a password of the bench';
const PATIENT = { attempts: 8 };

/** Somebody with an account; `client` speaks in their name. */
export interface Person {
  userId: string;
  email: string;
  password: string;
  token: string;
  client: Client;
}

export async function signUp(origin: string, role: Exclude<Role, 'admin'>, name: string): Promise<Person> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@page.example`;
  const client = createClient({ origin, retry: PATIENT });
  await client.call(routes.signUp, { body: { name, email, password: PASSWORD, role } });
  return logIn(origin, email, PASSWORD);
}

export async function logIn(origin: string, email: string, password: string): Promise<Person> {
  const client = createClient({ origin, retry: PATIENT });
  const { accessToken: token, user } = await client.call(routes.logIn, { body: { email, password } });
  client.setToken(token);
  return { userId: user._id, email, password, token, client };
}

export interface Device {
  browser: Browser;
  origin: string;
  size: Look['size'];
  serviceWorkers?: 'allow' | 'block';
}

/** A browser with a cache of its own in which somebody is logged in, and has opened nothing yet. */
export async function openDevice(person: Person, device: Device): Promise<BrowserContext> {
  const { browser, origin, size, serviceWorkers = 'allow' } = device;
  const look = contextOptionsOf({ theme: 'light', language: 'en', size });
  const context = await browser.newContext({ ...look, serviceWorkers });
  await logInBrowser(context, origin, person);
  return context;
}
