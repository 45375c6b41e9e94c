import { z } from 'zod';
import { id, role, text } from '../values.ts';
import { defineRoutes, route } from './route.ts';

const email = z.email().max(254);
const password = z.string().min(6).max(20_000);
const selfChosenRole = z.enum(['student', 'teacher']);

export const user = z.object({ _id: id, name: z.string(), email: z.string(), role });
export type User = z.infer<typeof user>;

export const student = user.omit({ role: true });

const signUpShape = { name: text(200), email, password };
// Log-in takes any password: which ones may be chosen is decided at sign-up.
const logInShape = { email: z.string().min(1).max(254), password: z.string().min(1).max(20_000) };

export const authRoutes = defineRoutes('auth', {
  signUp: route({
    summary: 'Sign up as a student or a teacher',
    method: 'POST',
    paths: ['/api/v1/auth/signup'],
    access: 'public',
    body: z.strictObject({ ...signUpShape, role: selfChosenRole }),
    status: 201,
    data: user,
    errors: ['email_taken', 'rate_limited'],
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
    errors: ['email_taken', 'rate_limited'],
    classic: true,
  }),

  logIn: route({
    summary: 'Log in: an access token for ten minutes',
    method: 'POST',
    paths: ['/api/v1/auth/login'],
    access: 'public',
    body: z.strictObject(logInShape),
    data: z.object({ accessToken: z.string(), expiresInSeconds: z.int(), user }),
    errors: ['invalid_credentials', 'rate_limited'],
  }),

  classicLogIn: route({
    summary: 'Log in (classic): a token for a day',
    method: 'POST',
    paths: ['/auth/login'],
    access: 'public',
    body: z.object(logInShape),
    data: z.object({ token: z.string(), user }),
    errors: ['invalid_credentials', 'rate_limited'],
    classic: true,
  }),

  bareLogIn: route({
    summary: 'Log in (classic, bare answer)',
    method: 'POST',
    paths: ['/login'],
    access: 'public',
    body: z.object(logInShape),
    data: z.object({ token: z.string(), type: z.literal('bearer') }),
    errors: ['invalid_credentials', 'rate_limited'],
    classic: true,
    bare: true,
  }),

  logOut: route({
    summary: 'Log out: the access token and its sockets end at once',
    method: 'POST',
    paths: ['/api/v1/auth/logout'],
    access: 'any',
    data: z.object({}),
  }),

  me: route({
    summary: 'Who am I',
    method: 'GET',
    paths: ['/api/v1/auth/me', '/auth/me', '/users/me', '/me'],
    access: 'any',
    data: user,
    errors: ['user_not_found'],
  }),

  // The array is the classic contract's: lists elsewhere are pages.
  listStudents: route({
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
  }),
});
