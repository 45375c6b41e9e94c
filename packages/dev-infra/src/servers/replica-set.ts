import mongoose from 'mongoose';

const ALREADY_INITIALIZED = 23;
const NOT_YET_INITIALIZED = 94;

type Admin = ReturnType<InstanceType<typeof mongoose.mongo.MongoClient>['db']>;

/**
 * Whether the mongod on this port is the writable primary of the set rs0 with the one member 127.0.0.1:port. Asked again
 * and again it makes it so: a new server is initiated, one whose data were made on another port gets the new address.
 */
export async function isPrimary(port: number): Promise<boolean> {
  const member = `127.0.0.1:${port}`;
  const client = new mongoose.mongo.MongoClient(`mongodb://${member}`, {
    directConnection: true,
    serverSelectionTimeoutMS: 2000,
  });
  try {
    const admin = client.db('admin');
    const hello = await admin.command({ hello: 1 });
    if (hello.isWritablePrimary === true && hello.me === member) return true;
    if (hello.setName === undefined) await configure(admin, member);
    return false;
  } catch (error) {
    if (error instanceof mongoose.mongo.MongoNetworkError) return false;
    if (error instanceof mongoose.mongo.MongoServerSelectionError) return false;
    // It is still reading the config that it has.
    if (hasCode(error, ALREADY_INITIALIZED, NOT_YET_INITIALIZED)) return false;
    throw error;
  } finally {
    await client.close();
  }
}

async function configure(admin: Admin, member: string): Promise<void> {
  const stored = await storedConfig(admin);
  if (stored === undefined) {
    await admin.command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: member }] } });
  } else if (stored.members[0]?.host !== member) {
    const members = [{ ...stored.members[0], host: member }];
    await admin.command({ replSetReconfig: { ...stored, members, version: stored.version + 1 }, force: true });
  }
}

interface SetConfig {
  version: number;
  members: { host: string }[];
}

async function storedConfig(admin: Admin): Promise<SetConfig | undefined> {
  try {
    const { config } = await admin.command({ replSetGetConfig: 1 });
    return config;
  } catch (error) {
    if (hasCode(error, NOT_YET_INITIALIZED)) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, ...codes: number[]): boolean {
  return error instanceof mongoose.mongo.MongoServerError && codes.includes(Number(error.code));
}
