export { type AuthStandIn, createAuthStandIn, type Person } from './auth-stand-in.ts';
export { connectTestBus, recordSubject, standIn } from './stand-in.ts';
