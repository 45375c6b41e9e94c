// node tests/migrations/marry.ts <url> <database> <id>: a writer of its own, for a test that waits for it without a break.
import { connectMongoForCommand } from '../../src/stores/mongo.ts';

const [url = '', database = '', id = ''] = process.argv.slice(2);
const connection = await connectMongoForCommand(url, database);
const people = connection.collection<{ _id: string }>('people');
await people.updateOne({ _id: id }, { $set: { name: 'Jane Roe', married: true } });
await connection.close();
