import { readFileSync } from 'node:fs';

import type { Finding } from '../contract.ts';
import { createFinding } from '../findings.ts';

/** The text of a source file, or the finding that says why there is none. */
export type SourceText =
  | { readonly text: string; readonly finding?: never }
  | { readonly text?: never; readonly finding: Finding };

/** Reads a file of the project as UTF-8 (UTF-16 with a byte order mark is understood too). */
export function readSource(root: string, path: string): SourceText {
  let bytes: Buffer;
  try {
    bytes = readFileSync(`${root}/${path}`);
  } catch (error) {
    return { finding: unreadable(path, error) };
  }
  const text = decodeSource(bytes);
  if (text !== null) return { text };
  const message = `${path} is not valid UTF-8 and is left out of the analysis`;
  return {
    finding: createFinding({
      code: 'file-not-utf8',
      severity: 'warning',
      path,
      subject: path,
      message,
    }),
  };
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

function decoderOf(bytes: Uint8Array): InstanceType<typeof TextDecoder> {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le', { fatal: true });
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be', { fatal: true });
  return UTF_8;
}

/** Text of the bytes without byte order mark, null when they are no text. */
export function decodeSource(bytes: Uint8Array): string | null {
  try {
    const text = decoderOf(bytes).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

/** The finding for a file or folder that the system refuses to read. */
export function unreadable(path: string, error: unknown): Finding {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return createFinding({
    code: 'file-unreadable',
    severity: 'warning',
    path: path === '' ? '.' : path,
    subject: path,
    message: `${path === '' ? 'The root folder' : path} cannot be read (${code})`,
  });
}
