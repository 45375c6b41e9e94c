import type { PubSub } from '@rollcall/service-kit';
import { RedisAdapter } from '@socket.io/redis-adapter';
import type { Namespace } from 'socket.io';

const ANSWER_MS = 1_000;

/**
 * Joins the gateways for what concerns one person. It is the classic adapter, not the sharded one: that one's channel lies on
 * one node of a cluster, whose death would silence all gateways, while plain messages go by any node. `countGateways`
 * stands for PUBSUB NUMSUB, which knows the listeners at one node alone.
 */
export function userAdapter({ publisher, subscriber }: PubSub, countGateways: () => number) {
  return class extends RedisAdapter {
    constructor(namespace: Namespace) {
      super(namespace, publisher, subscriber, {
        key: 'rollcall-sockets',
        requestsTimeout: ANSWER_MS,
        publishOnSpecificResponseChannel: true,
      });
    }

    override async serverCount(): Promise<number> {
      return countGateways();
    }
  };
}
