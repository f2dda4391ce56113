import { posix } from 'node:path';

/** Turns the separators of the platform into `/`. */
export function toPosix(path: string): string {
  return path.includes('\\') ? path.replaceAll('\\', '/') : path;
}

/** Path of `target` seen from `base` (both absolute); '' when they are the same. */
export function relativePath(base: string, target: string): string {
  if (target === base) return '';
  if (target.startsWith(base.endsWith('/') ? base : `${base}/`)) {
    return target.slice(base.endsWith('/') ? base.length : base.length + 1);
  }
  return posix.relative(base, target);
}

/** Joins and normalises; '' stands for the root, a result outside it begins with `..`. */
export function joinPath(base: string, path: string): string {
  const joined = posix.normalize(base === '' ? path : `${base}/${path}`);
  const trimmed = joined.endsWith('/') && joined !== '/' ? joined.slice(0, -1) : joined;
  return trimmed === '.' ? '' : trimmed;
}

/** `joinPath` for specifiers: nearly all of them need no normalising but of their beginning. */
export function joinSpecifier(folder: string, specifier: string): string {
  let base = folder;
  let at = specifier.startsWith('./') ? 2 : 0;
  while (base !== '' && specifier.startsWith('../', at)) {
    base = folderOf(base);
    at += 3;
  }
  const rest = specifier.slice(at);
  // Dots at the beginning of a segment, empty segments, leaving the root: the long way.
  if (rest === '' || rest.endsWith('/') || /(?:^|\/)[./]/.test(rest)) {
    return joinPath(folder, specifier);
  }
  return base === '' ? rest : `${base}/${rest}`;
}

/** Folder of a path; '' for a file at the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** Last segment of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether `path` is `folder` itself or lies below it; '' contains everything within the root. */
export function isWithin(path: string, folder: string): boolean {
  if (folder === '') return !leavesRoot(path);
  return path === folder || path.startsWith(`${folder}/`);
}

/** Whether a root-relative path points outside the root. */
export function leavesRoot(path: string): boolean {
  return (
    path === '..' || path.startsWith('../') || posix.isAbsolute(path) || /^[A-Za-z]:/.test(path)
  );
}

/** The folder and every folder above it up to the root, nearest first. */
export function foldersUpward(folder: string): string[] {
  const folders = [folder];
  for (let current = folder; current !== '';) {
    current = folderOf(current);
    folders.push(current);
  }
  return folders;
}

/** Code-unit order: the same on every machine and locale. */
export function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
