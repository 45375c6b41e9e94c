import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

const GOOD_SECONDS = 180 * 86_400;

/** Whose log-ins a device is known for; it is forgotten when the credentials change. */
export interface Account {
  userId: string;
  credentialsVersion: number;
}

export interface KnownDevices {
  /** What a device gets after a log-in, to show with the next one: `<id>.<seconds>.<MAC>`. */
  issue(account: Account, nowMs: number): string;
  /** The device's id, or undefined when the token is not this account's, or too old. */
  read(token: string | undefined, account: Account, nowMs: number): string | undefined;
}

/** Devices from which somebody has logged in: their failures are counted apart, so that others can't lock them out (OWASP, device cookies). */
export function createKnownDevices(secret: string): KnownDevices {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'rollcall auth known devices', 32));
  const macOf = ({ userId, credentialsVersion }: Account, id: string, seconds: string) =>
    createHmac('sha256', key)
      .update(JSON.stringify([userId, credentialsVersion, id, seconds]))
      .digest();

  return {
    issue(account, nowMs) {
      const id = randomBytes(12).toString('base64url');
      const seconds = String(Math.floor(nowMs / 1000));
      return `${id}.${seconds}.${macOf(account, id, seconds).toString('base64url')}`;
    },
    read(token = '', account, nowMs) {
      const [id = '', seconds = '', mac = ''] = token.split('.');
      const given = Buffer.from(mac, 'base64url');
      const expected = macOf(account, id, seconds);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      return Number(seconds) * 1000 + GOOD_SECONDS * 1000 > nowMs ? id : undefined;
    },
  };
}
