import { UserError } from '../../errors.ts';
import { streamGit } from './run-git.ts';

/**
 * Contents as they are in the repository, in the order asked for: no filter, no line-ending rule,
 * no attribute is applied.
 */
export async function* readBlobs(top: string, hashes: readonly string[]): AsyncGenerator<Buffer> {
  if (hashes.length === 0) return;
  const input = createReader(streamGit(top, ['cat-file', '--batch'], `${hashes.join('\n')}\n`));
  for (const hash of hashes) {
    const header = await input.line();
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(header)?.[1];
    if (size === undefined) throw missingObject(hash);
    yield await input.bytes(Number(size));
    await input.bytes(1);
  }
}

/** Part of the history is not here and could not be had: nothing was compared. */
export function missingObject(what: string): UserError {
  return new UserError(
    'history-unavailable',
    `The repository does not hold ${what}, which belongs to the merge base`,
    'Run "git fetch" with access to the server, or "git fsck" if the clone should be complete.',
  );
}

interface Reader {
  /** Up to the next line feed, which is left out. */
  readonly line: () => Promise<string>;
  readonly bytes: (count: number) => Promise<Buffer>;
}

function createReader(stream: AsyncGenerator<Buffer>): Reader {
  let held: Buffer = Buffer.alloc(0);
  const more = async (): Promise<boolean> => {
    const { value, done } = await stream.next();
    if (done === true) return false;
    held = held.length === 0 ? value : Buffer.concat([held, value]);
    return true;
  };
  const take = (count: number): Buffer => {
    const taken = held.subarray(0, count);
    held = held.subarray(count);
    return taken;
  };
  return {
    line: async () => {
      while (!held.includes(10) && (await more()));
      const end = held.indexOf(10);
      return take(end < 0 ? held.length : end + 1)
        .toString('utf8')
        .trimEnd();
    },
    bytes: async (count) => {
      if (held.length >= count) return take(count);
      const parts = [held];
      let length = held.length;
      held = Buffer.alloc(0);
      while (length < count) {
        const { value, done } = await stream.next();
        if (done === true) throw missingObject('the whole of a file');
        parts.push(value);
        length += value.length;
      }
      held = Buffer.concat(parts, length);
      return take(count);
    },
  };
}
