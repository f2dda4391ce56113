import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const TEMPLATES = join(import.meta.dirname, '..', '..', '..', 'templates', 'report');

/** What a module of the page exports, as far as it needs no document. */
export async function loadPageModule<Exports>(name: string): Promise<Exports> {
  return (await import(pathToFileURL(join(TEMPLATES, 'page', name)).href)) as Exports;
}
