export { type AuthStandIn, createAuthStandIn, type Person, STAND_IN_DEVICE_SECRET } from './auth-stand-in.ts';
export { type MailServer, type MailServerOptions, type ReceivedMail, startMailServer } from './mail-server.ts';
export { connectTestBus, recordSubject, standIn } from './stand-in.ts';
