import type { AuditEntry } from '@rollcall/contracts';
import type { FoundEntry } from '../store/search.ts';

/** What administrators see of an entry: its personal part beside it, and the entity whole. */
export function presentEntry({ entry, personal, erased }: FoundEntry): AuditEntry {
  const { _id, chain, position, at, recordedAt, action, entity, requestId, actorRole, details } = entry;
  return {
    _id,
    chain,
    position,
    at: at.toISOString(),
    recordedAt: recordedAt.toISOString(),
    action,
    entity: { type: entity.type, id: entity.id ?? personal?.entityId ?? null },
    requestId,
    actorRole,
    details,
    personal: personal && { actorId: personal.actorId ?? null, ...personal.fields },
    erased,
    previousHash: entry.previousHash,
    hash: entry.hash,
  };
}
