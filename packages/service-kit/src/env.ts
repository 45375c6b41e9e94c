import { z } from 'zod';
import { originList } from './http/origins.ts';
import { proxyList } from './http/trusted-proxies.ts';

const port = z.coerce.number().int().min(0).max(65_535);

const unitSeconds = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;

/** A duration such as `90s`, `10m`, `24h` or `7d`, read as whole seconds. */
export const durationSeconds = z
  .string()
  .regex(/^\d{1,6}[smhd]$/, 'a whole number and one of s, m, h, d')
  .transform((value) => Number(value.slice(0, -1)) * unitSeconds[value.slice(-1) as keyof typeof unitSeconds]);

/** The variables that every service reads. */
export const commonEnv = {
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  HOST: z.string().default('0.0.0.0'),
  PORT: port.default(8080),
  MANAGEMENT_PORT: port.default(9090),
  TRUST_PROXY: proxyList.default('loopback'),
  CORS_ORIGINS: originList.prefault(''),
  REQUESTS_PER_SECOND_PER_ADDRESS: z.coerce.number().int().min(1).default(500),
  REQUESTS_PER_SECOND_PER_USER: z.coerce.number().int().min(1).default(50),
  DRAIN_DELAY_MS: z.coerce.number().int().min(0).default(0),
};

/** Without a password no credentials are sent; the user is the service's name unless another is given. */
export const natsEnv = {
  NATS_URL: z.string().min(1),
  NATS_USER: z.string().min(1).optional(),
  NATS_PASSWORD: z.string().min(1).optional(),
};
export const mongoEnv = { MONGODB_URL: z.string().min(1), MONGODB_DATABASE_PREFIX: z.string().default('rollcall-') };
const redisUrl = z
  .string()
  .refine(
    isRedisUrl,
    'redis://[user:password@]host[:port][/database], or several without a database, joined by commas',
  );

/** One address is a Redis, several are the nodes of a Redis Cluster. The queues may have one of their own. */
export const redisEnv = { REDIS_URL: redisUrl, QUEUE_REDIS_URL: redisUrl.optional() };

/** Where the queues are: in the same Redis as all else unless it is said. */
export function queueRedisUrl(config: z.infer<z.ZodObject<typeof redisEnv>>): string {
  return config.QUEUE_REDIS_URL ?? config.REDIS_URL;
}

/** For who sends messages over Redis and keeps nothing there. These may go over a Redis of their own. */
export const adapterRedisEnv = { REDIS_URL: redisUrl, ADAPTER_REDIS_URL: redisUrl.optional() };

/** Where the messages go: over the same Redis as all else unless it is said. */
export function adapterRedisUrl(config: z.infer<z.ZodObject<typeof adapterRedisEnv>>): string {
  return config.ADAPTER_REDIS_URL ?? config.REDIS_URL;
}

function isRedisUrl(text: string): boolean {
  const urls = text.split(',');
  if (!urls.every((url) => /^rediss?:\/\/\S+$/.test(url) && URL.canParse(url))) return false;
  const parsed = urls.map((url) => new URL(url));
  const path = parsed.length > 1 ? /^\/?$/ : /^(\/\d*)?$/;
  return parsed.every(({ hostname, pathname }) => hostname !== '' && path.test(pathname));
}
export const tokenEnv = {
  TOKEN_ISSUER: z.string().min(1).default('rollcall'),
  TOKEN_AUDIENCE: z.string().min(1).default('rollcall'),
};

export const DEFAULT_MAIL_FROM = 'Rollcall <no-reply@localhost>';

/** Without SMTP_URL mails are logged; with it MAIL_FROM has to be said (`createMailer` refuses to start without). */
export const mailEnv = {
  SMTP_URL: z.string().refine(isSmtpUrl, 'smtp://[user:password@]host[:port] or smtps://…').optional(),
  MAIL_FROM: z
    .string()
    .regex(/^([^\p{Cc}<>]* <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u, 'an address, or Name <address>')
    .default(DEFAULT_MAIL_FROM),
};

/** Where links in mails lead: the origin that people open. */
export const publicOriginEnv = {
  PUBLIC_ORIGIN: z
    .url({ protocol: /^https?$/ })
    .transform((url) => new URL(url).origin)
    .default('http://localhost:3000'),
};

function isSmtpUrl(text: string): boolean {
  return /^smtps?:\/\/\S+$/.test(text) && URL.canParse(text) && new URL(text).hostname !== '';
}

export type CommonEnv = z.infer<z.ZodObject<typeof commonEnv>>;
export type MongoEnv = z.infer<z.ZodObject<typeof mongoEnv>>;
export type MailEnv = z.infer<z.ZodObject<typeof mailEnv>>;

/**
 * Reads a service's configuration from `source` (process.env). Empty values count as missing. Throws one error that
 * names all problems, a line each.
 */
export function readEnv<Shape extends z.ZodRawShape>(shape: Shape, source: NodeJS.ProcessEnv) {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = z.object(shape).safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment is not complete:\n${lines.join('\n')}`);
}
