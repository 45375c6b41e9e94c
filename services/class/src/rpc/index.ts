import type { Answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { classesOfCourse } from './classes-of-course.ts';
import { classesOfUser } from './classes-of-user.ts';
import { getClass } from './get-class.ts';
import { isEnrolled } from './is-enrolled.ts';
import { roster } from './roster.ts';

/** What the service answers over NATS. */
export const answers: Answer<Context>[] = [getClass, roster, isEnrolled, classesOfUser, classesOfCourse];
