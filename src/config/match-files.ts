/** Which files a path or a glob of saasctl.json or a flag stands for. */
import picomatch from 'picomatch';

/** `windows: false`: project paths are POSIX everywhere, and a backslash is an escape. */
const OPTIONS = { dot: true, nonegate: true, windows: false } as const;

export type MatchFiles = (entry: string) => readonly number[];

/** @returns indices of the matching paths, ascending */
export function createFileMatcher(paths: readonly string[]): MatchFiles {
  const indexOf = new Map(paths.map((path, index) => [path, index]));
  return (entry) => {
    const written = entry.startsWith('./') ? entry.slice(2) : entry;
    // A path that exists is that file, also when its name looks like a glob: `[id].ts`.
    const literal = indexOf.get(written);
    if (literal !== undefined) return [literal];
    const matches = picomatch(written, OPTIONS);
    return paths.flatMap((path, index) => (matches(path) ? [index] : []));
  };
}

/** A folder's path as a glob that stands for nothing else. */
export const escapeGlob = (path: string): string => path.replaceAll(/[\\*?{}()[\]!+@|"]/g, '\\$&');
