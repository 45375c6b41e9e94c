// One of several processes that write at once: node writer.ts <MongoDB's address> <first event> <number of events>
import { connectMongo, Health, systemClock } from '@rollcall/service-kit';
import { draftOfEvent } from '../../src/domain/draft.ts';
import { openLogStore } from '../../src/store/log-store.ts';
import { numberedEvent } from './numbered-event.ts';

const BATCH = 250;
const [url = '', first = '0', count = '0'] = process.argv.slice(2);

const connection = await connectMongo(url, 'rollcall-audit', new Health());
const store = await openLogStore(connection, systemClock);
process.send?.('ready');
process.once('message', async () => {
  for (let done = 0; done < Number(count); done += BATCH) {
    const numbers = Array.from({ length: BATCH }, (_, n) => Number(first) + done + n);
    await store.append(numbers.map((number) => draftOfEvent(numberedEvent(number))));
  }
  await connection.close();
  process.disconnect();
});
