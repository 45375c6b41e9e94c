import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFolderStore } from './folder-store.ts';
import type { ObjectStore } from './object-store.ts';
import { openS3Store } from './s3-store.ts';
import { createAddresses } from './signed-address.ts';

export interface ObjectStoreConfig {
  OBJECT_STORE_FOLDER?: string | undefined;
  S3_BUCKET?: string | undefined;
  S3_ENDPOINT?: string | undefined;
  S3_REGION?: string | undefined;
  /** What keys of addresses are derived from. */
  QR_MASTER_SECRET: string;
  QR_MASTER_SECRET_PREVIOUS?: string | undefined;
}

/** The bucket that is named, else the folder, else one of this machine's temporary files. */
export async function openObjectStore(config: ObjectStoreConfig): Promise<ObjectStore> {
  const { S3_BUCKET: bucket, S3_ENDPOINT: endpoint, S3_REGION: region } = config;
  if (bucket !== undefined) return openS3Store({ bucket, endpoint, region });
  const former = config.QR_MASTER_SECRET_PREVIOUS === undefined ? [] : [config.QR_MASTER_SECRET_PREVIOUS];
  const addresses = createAddresses([config.QR_MASTER_SECRET, ...former]);
  return openFolderStore(config.OBJECT_STORE_FOLDER ?? join(tmpdir(), 'rollcall-files'), addresses);
}
