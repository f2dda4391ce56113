/** Where a file is for who looks at the whole repository. */
export function repositoryPath(prefix: string, path: string): string {
  const folder = prefix
    .replaceAll('\\', '/')
    .replace(/^(?:\.?\/)+/, '')
    .replace(/\/+$/, '');
  return folder === '' || folder === '.' ? path : `${folder}/${path}`;
}
