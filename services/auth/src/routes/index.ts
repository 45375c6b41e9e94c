import { routes } from '@rollcall/contracts';
import { type Operation, operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { approveDeviceReset } from './approve-device-reset.ts';
import { bindDevice } from './bind-device.ts';
import { changePassword } from './change-password.ts';
import { createUser } from './create-user.ts';
import { editMe } from './edit-me.ts';
import { editUser } from './edit-user.ts';
import { endUserSessions } from './end-user-sessions.ts';
import { forgotPassword } from './forgot-password.ts';
import { getUser } from './get-user.ts';
import { importUsers } from './import-users.ts';
import { jwks } from './jwks.ts';
import { listDeviceResets } from './list-device-resets.ts';
import { listStudents } from './list-students.ts';
import { findStudents, listUsers } from './list-users.ts';
import { bareLogIn, classicLogIn, logIn } from './log-in.ts';
import { endLogInSession, endOtherLogInSessions, listLogInSessions } from './log-in-sessions.ts';
import { logOut, logOutAll } from './log-out.ts';
import { classicMe, me } from './me.ts';
import { myDevice } from './my-device.ts';
import { refresh } from './refresh.ts';
import { rejectDeviceReset } from './reject-device-reset.ts';
import { requestDeviceReset } from './request-device-reset.ts';
import { resetPassword } from './reset-password.ts';
import { signUp } from './sign-up.ts';
import { getUserImport, listUserImportRows } from './user-imports.ts';

export const operations: Operation<Context>[] = [
  operation(routes.signUp, signUp),
  operation(routes.classicSignUp, signUp),
  operation(routes.logIn, logIn),
  operation(routes.classicLogIn, classicLogIn),
  operation(routes.bareLogIn, bareLogIn),
  operation(routes.refresh, refresh),
  operation(routes.logOut, logOut),
  operation(routes.logOutAll, logOutAll),
  operation(routes.listLogInSessions, listLogInSessions),
  operation(routes.endOtherLogInSessions, endOtherLogInSessions),
  operation(routes.endLogInSession, endLogInSession),
  operation(routes.changePassword, changePassword),
  operation(routes.forgotPassword, forgotPassword),
  operation(routes.resetPassword, resetPassword),
  operation(routes.me, me),
  operation(routes.classicMe, classicMe),
  operation(routes.editMe, editMe),
  operation(routes.classicListStudents, listStudents),
  operation(routes.findStudents, findStudents),
  operation(routes.listUsers, listUsers),
  operation(routes.getUser, getUser),
  operation(routes.createUser, createUser),
  operation(routes.editUser, editUser),
  operation(routes.endUserSessions, endUserSessions),
  operation(routes.importUsers, importUsers),
  operation(routes.getUserImport, getUserImport),
  operation(routes.listUserImportRows, listUserImportRows),
  operation(routes.bindDevice, bindDevice),
  operation(routes.myDevice, myDevice),
  operation(routes.requestDeviceReset, requestDeviceReset),
  operation(routes.listDeviceResets, listDeviceResets),
  operation(routes.approveDeviceReset, approveDeviceReset),
  operation(routes.rejectDeviceReset, rejectDeviceReset),
  operation(routes.jwks, jwks),
];
