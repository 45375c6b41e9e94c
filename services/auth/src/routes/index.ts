import { routes } from '@rollcall/contracts';
import { type Operation, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { jwks } from './jwks.ts';
import { listStudents } from './list-students.ts';
import { bareLogIn, classicLogIn, logIn } from './log-in.ts';
import { logOut } from './log-out.ts';
import { me } from './me.ts';
import { signUp } from './sign-up.ts';

export const operations: Operation<Context>[] = [
  operation(routes.signUp, signUp),
  operation(routes.classicSignUp, signUp),
  operation(routes.logIn, logIn),
  operation(routes.classicLogIn, classicLogIn),
  operation(routes.bareLogIn, bareLogIn),
  operation(routes.logOut, logOut),
  operation(routes.me, me),
  operation(routes.listStudents, listStudents),
  operation(routes.jwks, jwks),
];
