export { type AuthStandIn, createAuthStandIn, type Person } from './auth-stand-in.ts';
export { type MailServer, type MailServerOptions, type ReceivedMail, startMailServer } from './mail-server.ts';
export { connectTestBus, recordSubject, standIn } from './stand-in.ts';
