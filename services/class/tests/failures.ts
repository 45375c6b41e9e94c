import { expect } from 'vitest';
import type { HttpAnswer } from './helpers.ts';

const failures = {
  schema: [400, 'invalid_request', 'Invalid request schema'],
  noToken: [401, 'unauthorized', 'Unauthorized, token missing or invalid'],
  teacherRequired: [403, 'teacher_required', 'Forbidden, teacher access required'],
  studentRequired: [403, 'student_required', 'Forbidden, student access required'],
  notClassTeacher: [403, 'not_class_teacher', 'Forbidden, not class teacher'],
  notEnrolled: [403, 'enrolment_required', 'Forbidden, not enrolled in class'],
  noClass: [404, 'class_not_found', 'Class not found'],
  noStudent: [404, 'student_not_found', 'Student not found'],
  nothingHere: [404, 'route_not_found', 'There is nothing at this address'],
  tooLarge: [413, 'payload_too_large', 'The request is too large'],
  tryAgain: [503, 'try_again', 'One moment, please try again'],
} as const;

/** Holds an answer against the contract: status, sentence, and exactly the keys of a failure. */
export function expectFailure({ status, body }: HttpAnswer, name: keyof typeof failures): void {
  const [expectedStatus, code, error] = failures[name];
  const { details: _, ...exact } = body;
  expect({ status, body: name === 'schema' ? exact : body }).toEqual({
    status: expectedStatus,
    body: { success: false, error, code, requestId: expect.stringMatching(/^[\w.:-]{1,100}$/) },
  });
}
