import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Folder of saasctl itself: the first one upward with a package.json (sources and dist differ in depth). */
export function findPackageRoot(start: string = import.meta.dirname): string {
  let folder = start;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`no package.json above ${start}`);
    folder = parent;
  }
  return folder;
}

export function readVersion(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(join(findPackageRoot(), 'package.json'), 'utf8'),
  );
  const { version } = manifest as { readonly version: string };
  return version;
}

/** Version and build: what a cache must have been written by to be believed. */
export function readBuild(): string {
  const path = join(findPackageRoot(), 'dist', 'build-id');
  return `${readVersion()} ${existsSync(path) ? readFileSync(path, 'utf8') : 'unbuilt'}`;
}
