import bcrypt from 'bcrypt';

export type HashTask = { input: string; cost: number } | { input: string; hash: string };

/** Hashes, or compares with a hash; blocks its own thread alone. */
export default function hashOrCompare(task: HashTask): string | boolean {
  return 'cost' in task ? bcrypt.hashSync(task.input, task.cost) : bcrypt.compareSync(task.input, task.hash);
}
