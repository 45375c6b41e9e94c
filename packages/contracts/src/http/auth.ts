import { z } from 'zod';
import { id, instant, role, text } from '../values.ts';
import { defineRoutes, route } from './route.ts';

export const email = z.email().max(254);
/** What may be chosen besides an e-mail address to log in with; case does not matter. */
export const username = z.string().regex(/^[a-z0-9](?:[a-z0-9._-]{1,62})[a-z0-9]$/i, '3 to 64 letters, digits, . _ -');
export const password = z.string().min(6).max(20_000);
// Log-in takes any password: which ones may be chosen is decided where one is chosen.
const givenPassword = z.string().min(1).max(20_000);
const selfChosenRole = z.enum(['student', 'teacher']);

export const user = z.object({ _id: id, name: z.string(), email: z.string(), role });
export type User = z.infer<typeof user>;

export const student = user.omit({ role: true });

/** What people see of their own account. */
export const profile = user.extend({
  username: z.string().nullable(),
  studentNumber: z.string().nullable(),
  createdAt: instant,
  lastLogInAt: instant.nullable(),
});
export type Profile = z.infer<typeof profile>;

/**
 * A log-in. `refreshToken` and `deviceToken` are there for API clients; browsers have them in cookies that scripts can't
 * read. The device token, sent with later log-ins, lets this device in while others are locked out by wrong guesses.
 */
export const loggedIn = z.object({
  accessToken: z.string(),
  expiresInSeconds: z.int(),
  refreshToken: z.string().optional(),
  deviceToken: z.string().optional(),
  user,
});
export type LoggedIn = z.infer<typeof loggedIn>;

/** One of a person's log-ins, on one device. */
export const logInSession = z.object({
  _id: id,
  current: z.boolean(),
  kind: z.enum(['standard', 'classic']),
  /** Browser and system in words, as far as the user agent tells: "Firefox on Android". */
  device: z.string(),
  address: z.string(),
  createdAt: instant,
  lastUsedAt: instant,
  expiresAt: instant,
});
export type LogInSession = z.infer<typeof logInSession>;

const signUpShape = { name: text(200), email, password };
const classicLogInShape = { email: z.string().min(1).max(254), password: givenPassword };
const passwordErrors = ['password_too_short', 'password_too_common'] as const;
const signUpErrors = [
  'email_taken',
  'email_domain_refused',
  'sign_up_closed',
  'rate_limited',
  ...passwordErrors,
] as const;

export const authRoutes = defineRoutes('auth', {
  signUp: route({
    summary: 'Sign up as a student or a teacher',
    method: 'POST',
    paths: ['/api/v1/auth/signup'],
    access: 'public',
    body: z.strictObject({ ...signUpShape, username: username.optional(), role: selfChosenRole }),
    status: 201,
    data: user,
    errors: [...signUpErrors, 'username_taken'],
  }),

  classicSignUp: route({
    summary: 'Sign up (classic): the role in any case',
    method: 'POST',
    paths: ['/auth/signup', '/signup'],
    access: 'public',
    body: z.object({
      ...signUpShape,
      role: z
        .string()
        .transform((value) => value.toLowerCase())
        .pipe(selfChosenRole),
    }),
    status: 201,
    data: user,
    errors: signUpErrors,
    classic: true,
  }),

  logIn: route({
    summary: 'Log in, by e-mail or username: an access token for ten minutes and a refresh token',
    method: 'POST',
    paths: ['/api/v1/auth/login'],
    access: 'public',
    cookies: true,
    body: z
      .strictObject({
        email: classicLogInShape.email.optional(),
        username: z.string().min(1).max(254).optional(),
        password: givenPassword,
        deviceToken: z.string().max(500).optional(),
      })
      .refine((body) => (body.email === undefined) !== (body.username === undefined), 'give email or username'),
    data: loggedIn,
    errors: ['invalid_credentials', 'rate_limited'],
  }),

  classicLogIn: route({
    summary: 'Log in (classic): a token for a day',
    method: 'POST',
    paths: ['/auth/login'],
    access: 'public',
    body: z.object(classicLogInShape),
    data: z.object({ token: z.string(), user }),
    errors: ['invalid_credentials', 'rate_limited'],
    classic: true,
  }),

  bareLogIn: route({
    summary: 'Log in (classic, bare answer)',
    method: 'POST',
    paths: ['/login'],
    access: 'public',
    body: z.object(classicLogInShape),
    data: z.object({ token: z.string(), type: z.literal('bearer') }),
    errors: ['invalid_credentials', 'rate_limited'],
    classic: true,
    bare: true,
  }),

  refresh: route({
    summary: 'A new access token and the next refresh token; browsers send the cookie, others the body',
    method: 'POST',
    paths: ['/api/v1/auth/refresh'],
    access: 'public',
    cookies: true,
    body: z.strictObject({ refreshToken: z.string().max(500).optional() }).default({}),
    data: loggedIn.omit({ deviceToken: true }),
    errors: ['refresh_token_invalid'],
  }),

  logOut: route({
    summary: 'Log out: the access token, the refresh token and the sockets of this log-in end at once',
    method: 'POST',
    paths: ['/api/v1/auth/logout'],
    access: 'any',
    cookies: true,
    data: z.object({}),
  }),

  logOutAll: route({
    summary: 'Log out everywhere: all log-ins of mine end at once',
    method: 'POST',
    paths: ['/api/v1/auth/logout-all'],
    access: 'any',
    cookies: true,
    data: z.object({ ended: z.int() }),
  }),

  listLogInSessions: route({
    summary: 'Where I am logged in, the last used first',
    method: 'GET',
    paths: ['/api/v1/auth/sessions'],
    access: 'any',
    data: z.object({ items: z.array(logInSession), nextCursor: z.null() }),
  }),

  endOtherLogInSessions: route({
    summary: 'End all my log-ins but this one',
    method: 'DELETE',
    paths: ['/api/v1/auth/sessions'],
    access: 'any',
    data: z.object({ ended: z.int() }),
  }),

  endLogInSession: route({
    summary: 'End one of my log-ins',
    method: 'DELETE',
    paths: ['/api/v1/auth/sessions/:id'],
    access: 'any',
    ids: { id: 'log_in_session_not_found' },
    data: z.object({}),
    errors: ['log_in_session_not_found'],
  }),

  changePassword: route({
    summary: 'Change my password: all my log-ins end, the answer is a new one',
    method: 'POST',
    paths: ['/api/v1/auth/change-password'],
    access: 'any',
    cookies: true,
    body: z.strictObject({ currentPassword: givenPassword, newPassword: password }),
    data: loggedIn,
    errors: ['wrong_password', 'rate_limited', ...passwordErrors],
  }),

  forgotPassword: route({
    summary: 'Ask for a link to set a new password; the answer does not tell whether the account exists',
    method: 'POST',
    paths: ['/api/v1/auth/forgot-password'],
    access: 'public',
    body: z.strictObject({ email: z.string().min(1).max(254) }),
    data: z.object({}),
    errors: ['rate_limited'],
  }),

  resetPassword: route({
    summary: 'Set a new password with the token of a link, once; all log-ins end',
    method: 'POST',
    paths: ['/api/v1/auth/reset-password'],
    access: 'public',
    body: z.strictObject({ token: z.string().min(1).max(200), password }),
    data: z.object({}),
    errors: ['reset_token_invalid', 'rate_limited', ...passwordErrors],
  }),

  me: route({
    summary: 'My account',
    method: 'GET',
    paths: ['/api/v1/auth/me'],
    access: 'any',
    data: profile,
    errors: ['user_not_found'],
  }),

  classicMe: route({
    summary: 'Who am I (classic)',
    method: 'GET',
    paths: ['/auth/me', '/users/me', '/me'],
    access: 'any',
    data: user,
    errors: ['user_not_found'],
    classic: true,
  }),

  editMe: route({
    summary: 'Edit my account; another e-mail address needs the password',
    method: 'PATCH',
    paths: ['/api/v1/auth/me'],
    access: 'any',
    body: z
      .strictObject({
        name: text(200).optional(),
        username: username.nullable().optional(),
        email: email.optional(),
        currentPassword: givenPassword.optional(),
      })
      .refine((body) => body.email === undefined || body.currentPassword !== undefined, {
        path: ['currentPassword'],
        message: 'needed to change the e-mail address',
      }),
    data: profile,
    errors: [
      'user_not_found',
      'wrong_password',
      'email_taken',
      'email_domain_refused',
      'username_taken',
      'rate_limited',
    ],
  }),

  // The array is the classic contract's: lists elsewhere are pages.
  classicListStudents: route({
    summary: 'All students (classic)',
    method: 'GET',
    paths: ['/students', '/users/students'],
    access: 'teacher',
    data: z.array(student),
    classic: true,
  }),

  jwks: route({
    summary: 'Public keys of the token issuer (RFC 7517)',
    method: 'GET',
    paths: ['/.well-known/jwks.json'],
    access: 'public',
    data: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }),
    bare: true,
    cacheSeconds: 300,
  }),
});
