/** Does `work` so many times, some at once; the results in no order. */
export async function inParallel<Result>(atOnce: number, times: number, work: (n: number) => Promise<Result>) {
  const results: Result[] = [];
  let next = 0;
  const worker = async () => {
    for (let n = next++; n < times; n = next++) results.push(await work(n));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
