/**
 * Every error that leaves a service: its HTTP status and the sentence people read. The classic contract fixes the
 * sentences of the first group word by word; those of the scan refusals speak to students.
 */
export interface ErrorDefinition {
  status: number;
  sentence: string;
}

export const errors = {
  invalid_request: { status: 400, sentence: 'Invalid request schema' },
  email_taken: { status: 400, sentence: 'Email already exists' },
  invalid_credentials: { status: 400, sentence: 'Invalid email or password' },
  unauthorized: { status: 401, sentence: 'Unauthorized, token missing or invalid' },
  teacher_required: { status: 403, sentence: 'Forbidden, teacher access required' },
  student_required: { status: 403, sentence: 'Forbidden, student access required' },
  admin_required: { status: 403, sentence: 'Forbidden, admin access required' },
  not_class_teacher: { status: 403, sentence: 'Forbidden, not class teacher' },
  enrolment_required: { status: 403, sentence: 'Forbidden, not enrolled in class' },
  class_not_found: { status: 404, sentence: 'Class not found' },
  user_not_found: { status: 404, sentence: 'User not found' },
  student_not_found: { status: 404, sentence: 'Student not found' },

  session_not_found: { status: 404, sentence: 'Session not found' },
  route_not_found: { status: 404, sentence: 'There is nothing at this address' },
  request_timeout: { status: 408, sentence: 'The request took too long to arrive' },
  session_already_active: { status: 409, sentence: 'A session of this class is already open' },
  payload_too_large: { status: 413, sentence: 'The request is too large' },
  unsupported_encoding: { status: 415, sentence: 'The encoding of the request is not supported' },
  headers_too_large: { status: 431, sentence: 'The headers of the request are too large' },
  rate_limited: { status: 429, sentence: 'Too many requests, please wait a moment' },
  internal: { status: 500, sentence: 'Something went wrong on our side' },
  try_again: { status: 503, sentence: 'One moment, please try again' },

  token_invalid: { status: 400, sentence: 'This is not a code of your class. Scan the code on the wall.' },
  session_not_active: { status: 409, sentence: 'Attendance is closed. Your teacher can still mark you.' },
  round_not_active: { status: 409, sentence: 'This round is closed. Your teacher can still mark you.' },
  not_enrolled: { status: 403, sentence: "You are not on this class's list. Ask your teacher." },
  token_expired: { status: 400, sentence: 'This code has changed. Point at the wall again.' },

  socket_unauthorized: { status: 401, sentence: 'Unauthorized or invalid token' },
  teacher_event_only: { status: 403, sentence: 'Forbidden, teacher event only' },
  student_event_only: { status: 403, sentence: 'Forbidden, student event only' },
  no_active_session: { status: 409, sentence: 'No active attendance session' },
  unknown_event: { status: 400, sentence: 'Unknown event' },
  invalid_message: { status: 400, sentence: 'Invalid message format' },
} as const satisfies Record<string, ErrorDefinition>;

export type ErrorCode = keyof typeof errors;

/** Whether a word received from elsewhere is a code of the catalogue. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errors, code);
}
