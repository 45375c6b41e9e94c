import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './children.mjs';

/**
 * Applies overlays, all or those that are named, one after the other to a real API server, whose tool is at hand where this
 * project is developed. Resolves with an exit code: 1 when a row of any of the tables failed.
 */
export async function checkManifests(names) {
  const check = join(root, '../shared/tools/kube/check');
  if (!existsSync(check)) {
    process.stderr.write(
      'k8s:check needs the kube tool, ../shared/tools/kube beside this checkout, which is not there.\n' +
        'Without an API server "npm test -- k8s" judges the manifests.\n',
    );
    return 1;
  }
  const overlays = join(root, 'k8s/overlays');
  let worst = 0;
  for (const name of names.length > 0 ? names : readdirSync(overlays).sort()) {
    process.stdout.write(`\nk8s/overlays/${name}\n`);
    const code = await run(check, [join(overlays, name)]);
    worst = Math.max(worst, code);
  }
  return worst;
}
