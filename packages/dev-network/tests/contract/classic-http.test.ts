import { beforeAll, describe } from 'vitest';
import { accountTests } from './classic-http/accounts.ts';
import { classTests } from './classic-http/classes.ts';
import { requestTests } from './classic-http/requests.ts';
import { sessionTests } from './classic-http/sessions.ts';
import { useNetwork } from './helpers/network.ts';
import { type Person, signUp } from './helpers/people.ts';

const rollcall = useNetwork();
const people = {} as Record<'teacher' | 'other' | 'student', Person>;

beforeAll(async () => {
  people.teacher = await signUp(rollcall, 'teacher');
  people.other = await signUp(rollcall, 'teacher');
  people.student = await signUp(rollcall, 'student');
});

describe('accounts', () => accountTests(rollcall));
describe('classes', () => classTests(rollcall, people));
describe('sessions', () => sessionTests(rollcall, people));
describe('requests', () => requestTests(rollcall, people));
