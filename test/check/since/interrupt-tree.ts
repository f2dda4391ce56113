/** Takes a tree and waits to be interrupted: run by interrupted-tree.test.ts in a process of its own. */
import { withTree } from '../../../src/check/since/with-tree.ts';

const [folder = '', commit = '', temporary = '', how = ''] = process.argv.slice(2);

await withTree(
  folder,
  commit,
  async () => {
    process.stdout.write('ready\n');
    if (how === 'exit') process.exit(7);
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  },
  { temporary },
);
