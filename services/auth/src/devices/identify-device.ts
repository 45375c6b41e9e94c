import { type DeviceEvidence, deviceProofText } from '@rollcall/contracts';
import { AppError, verifyP256Signature } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { canonicalKey, type DeviceIdentity, hashedText, keyThumbprint } from '../domain/device.ts';

/** What an evidence shows. Throws `device_proof_invalid` when a key did not sign for this user. */
export function identifyDevice(
  { hashDeviceId }: Pick<Context, 'hashDeviceId'>,
  userId: string,
  evidence: DeviceEvidence,
): DeviceIdentity {
  const { kind } = evidence;
  if (kind !== 'key') {
    return { kind, idHash: hashDeviceId(hashedText(kind, evidence.id)), publicKey: null, keyThumbprint: null };
  }
  const { publicKey, signature } = evidence;
  if (!verifyP256Signature(publicKey, deviceProofText(userId), signature)) throw new AppError('device_proof_invalid');
  return { kind, idHash: null, publicKey: canonicalKey(publicKey), keyThumbprint: keyThumbprint(publicKey) };
}
