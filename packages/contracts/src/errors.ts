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

  sign_up_closed: { status: 403, sentence: 'Sign-up is closed. Ask your institution for an account.' },
  email_domain_refused: { status: 400, sentence: 'Use the e-mail address that your institution gave you' },
  username_taken: { status: 400, sentence: 'This username is taken' },
  student_number_taken: { status: 400, sentence: 'This student number belongs to somebody else' },
  password_too_short: { status: 400, sentence: 'This password is too short' },
  password_too_common: { status: 400, sentence: 'This password is one of the first that others would try' },
  wrong_password: { status: 400, sentence: 'The current password is not right' },
  reset_token_invalid: {
    status: 400,
    sentence: 'This link has been used or is no longer good. Ask for a new one.',
  },
  refresh_token_invalid: { status: 401, sentence: 'Your log-in has ended. Please log in again.' },
  log_in_session_not_found: { status: 404, sentence: 'Log-in not found' },
  last_admin: { status: 409, sentence: 'There must be an administrator left' },
  import_not_found: { status: 404, sentence: 'Import not found' },
  file_unreadable: { status: 400, sentence: 'The file could not be read' },
  device_bound: { status: 409, sentence: 'Another device is bound to you. Ask for a reset.' },
  device_proof_invalid: { status: 400, sentence: 'The device did not prove that it holds its key' },
  device_reset_not_found: { status: 404, sentence: 'Device reset not found' },
  device_reset_decided: { status: 409, sentence: 'This request has been decided already' },

  course_not_found: { status: 404, sentence: 'Course not found' },
  teacher_not_found: { status: 404, sentence: 'Teacher not found' },
  not_course_owner: { status: 403, sentence: 'Forbidden, not course owner' },
  not_class_owner: { status: 403, sentence: 'Forbidden, not class owner' },
  course_code_taken: { status: 409, sentence: 'There is a course of this code in this term' },
  course_in_use: { status: 409, sentence: 'This course has classes. Archive it instead.' },
  course_archived: { status: 409, sentence: 'This course is archived' },
  class_in_use: { status: 409, sentence: 'This class has students or sessions, or had some. Archive it instead.' },
  class_archived: { status: 409, sentence: 'This class is archived' },
  enrolled_in_other_class: { status: 409, sentence: 'The student is in another class of this course' },
  join_code_invalid: { status: 400, sentence: 'This code is not good, or not any more. Ask your teacher.' },
  join_request_not_found: { status: 404, sentence: 'Nobody of this id waits to join' },

  session_not_found: { status: 404, sentence: 'Session not found' },
  round_not_found: { status: 404, sentence: 'Round not found' },
  record_not_found: { status: 404, sentence: 'Record not found' },
  session_not_scheduled: { status: 409, sentence: 'This session is not waiting for its start' },
  session_cancelled: { status: 409, sentence: 'This session was cancelled' },
  record_changed: { status: 409, sentence: 'Somebody changed this record meanwhile. Look at it again.' },
  calendar_not_found: { status: 404, sentence: 'There is no calendar at this address, or not any more' },
  record_not_flagged: { status: 409, sentence: 'This record is not waiting for a decision' },
  notification_not_found: { status: 404, sentence: 'Notification not found' },
  webhook_not_found: { status: 404, sentence: 'Webhook not found' },
  webhook_url_refused: { status: 400, sentence: 'Webhooks go to https addresses that are open to the world' },
  webhook_delivery_not_found: { status: 404, sentence: 'Nothing of this id was sent to this webhook' },
  webhook_delivery_not_dead: { status: 409, sentence: 'Only what was given up can be sent again' },
  excuse_not_found: { status: 404, sentence: 'Excuse not found' },
  excuse_decided: { status: 409, sentence: 'This excuse has been decided or withdrawn already' },
  excuse_waiting: { status: 409, sentence: 'You have asked for this already. It waits for a decision.' },
  too_many_excuses: { status: 409, sentence: 'Too many of your excuses wait for a decision' },
  attachment_not_found: { status: 404, sentence: 'This excuse has no document' },
  file_type_mismatch: { status: 415, sentence: 'The file is not of the type that it is said to be' },
  export_not_found: { status: 404, sentence: 'Export not found' },
  too_many_exports: { status: 409, sentence: 'Too many of your exports are being made. Wait for one of them.' },
  file_not_found: { status: 404, sentence: 'This file is not there, or not any more' },
  file_address_invalid: {
    status: 403,
    sentence: 'This address is not good, or not any more. Ask for a new one.',
  },
  route_not_found: { status: 404, sentence: 'There is nothing at this address' },
  origin_refused: { status: 403, sentence: 'Requests from this page are not accepted' },
  request_timeout: { status: 408, sentence: 'The request took too long to arrive' },
  session_already_active: { status: 409, sentence: 'A session of this class is already open' },
  payload_too_large: { status: 413, sentence: 'The request is too large' },
  unsupported_encoding: { status: 415, sentence: 'The encoding of the request is not supported' },
  unsupported_media_type: { status: 415, sentence: 'This kind of file is not supported' },
  headers_too_large: { status: 431, sentence: 'The headers of the request are too large' },
  rate_limited: { status: 429, sentence: 'Too many requests, please wait a moment' },
  internal: { status: 500, sentence: 'Something went wrong on our side' },
  try_again: { status: 503, sentence: 'One moment, please try again' },

  token_invalid: { status: 400, sentence: 'This is not a code of your class. Scan the code on the wall.' },
  session_not_active: { status: 409, sentence: 'Attendance is closed. Your teacher can still mark you.' },
  round_not_active: { status: 409, sentence: 'This round is closed. Your teacher can still mark you.' },
  not_enrolled: { status: 403, sentence: "You are not on this class's list. Ask your teacher." },
  token_expired: { status: 400, sentence: 'This code has changed. Point at the wall again.' },

  token_consumed: { status: 409, sentence: 'Someone else used this code. Look up: the next one is already there.' },
  device_required: {
    status: 400,
    sentence: 'This session wants to know your device. Use the phone that you registered.',
  },
  device_not_bound: { status: 403, sentence: 'This is not your registered phone. Use your own, or ask for a change.' },
  location_required: {
    status: 400,
    sentence: 'We could not see that you are in the room. Allow location and try again, or ask your teacher.',
  },
  outside_geofence: {
    status: 403,
    sentence: 'We could not see that you are in the room. Try again there, or ask your teacher.',
  },

  socket_unauthorized: { status: 401, sentence: 'Unauthorized or invalid token' },
  too_many_sockets: { status: 429, sentence: 'Too many connections are open' },
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
