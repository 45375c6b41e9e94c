import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNode } from './children.mjs';

/**
 * Runs the checks, then Vitest; stops at the first that fails. The last line says how many tests passed and failed, as
 * Vitest counted them; a check that fails, or a run that fails in no test, counts as one.
 */
export async function runTests({ checks, mode, args }) {
  for (const [title, check] of Object.entries(checks)) {
    process.stdout.write(`\n${title}\n`);
    const code = await check();
    if (code !== 0) return report({ passed: 0, failed: 1 }, code);
  }
  process.stdout.write('\nTests\n');
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-tests-'));
  const results = join(folder, 'results.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const code = await runNode(['node_modules/vitest/vitest.mjs', 'run', '--mode', mode, ...reporters, ...args]);
  const counts = count(results, code);
  rmSync(folder, { recursive: true });
  return report(counts, code);
}

function count(results, code) {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(results, 'utf8'));
    const brokenFiles = testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.length === 0,
    ).length;
    const failed = numFailedTests + brokenFiles;
    return { passed: numPassedTests, failed: code === 0 ? failed : Math.max(failed, 1) };
  } catch {
    // Vitest did not get as far as writing its results.
    return { passed: 0, failed: 1 };
  }
}

function report({ passed, failed }, code) {
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed > 0 && code === 0 ? 1 : code;
}
