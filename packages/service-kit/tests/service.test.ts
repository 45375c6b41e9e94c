import { describe, expect, it } from 'vitest';
import { commonEnv, consumer, createFoundation, createService, readEnv, type ServiceContext } from '../src/index.ts';

const config = readEnv(commonEnv, { LOG_LEVEL: 'silent' });
const openContext = (): Promise<ServiceContext> => Promise.reject(new Error('not opened in this test'));

describe('a service', () => {
  it('does not start while a route of the contracts has no handler', () => {
    const foundation = createFoundation('class', 'silent');
    const create = () => createService({ name: 'class', config, openContext, operations: [] }, foundation);
    expect(create).toThrow(/^class: nobody handles .*createClass/);
  });

  it('does not start while a request of the contracts has no handler, or answers a foreign one', () => {
    const foundation = createFoundation('web', 'silent');
    const rpc = { service: 'auth', subject: 'rpc.auth.jwks' } as never;
    const answers = [{ rpc, handle: async () => undefined }];
    const create = () => createService({ name: 'web', config, openContext, operations: [], answers }, foundation);
    expect(create).toThrow('web: rpc.auth.jwks is foreign or handled twice');
  });

  it('does not start when it consumes an event that the contracts give to others', () => {
    const foundation = createFoundation('web', 'silent');
    const consumers = [consumer('enrolmentAdded', async () => {})];
    const create = () => createService({ name: 'web', config, openContext, operations: [], consumers }, foundation);
    expect(create).toThrow('web: evt.enrolment.added is foreign or handled twice');
  });
});
