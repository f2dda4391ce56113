import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { onTestFinished } from 'vitest';

/** What a file of a test project holds: text, bytes, JSON, or a symbolic link. */
export type Content = string | Uint8Array | { readonly link: string } | { readonly json: unknown };

/** Writes files below a fresh folder that disappears after the test; returns its real path. */
export function writeProject(files: Readonly<Record<string, Content>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'saasctl-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(file, content);
    else if ('link' in content) symlinkSync(content.link, file);
    else writeFileSync(file, JSON.stringify(content.json, null, 2));
  }
  return root;
}
