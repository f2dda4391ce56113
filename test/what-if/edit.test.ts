import { execFileSync } from 'node:child_process';

import { expect, test } from 'vitest';

import { UserError } from '../../src/errors.ts';
import { editWords, parseEdit, quoteWord } from '../../src/what-if/edit.ts';
import type { Edit, EditKind } from '../../src/what-if/edit.ts';

const EDITS: readonly Edit[] = [
  { kind: 'rename', from: 'orders', to: 'sales' },
  { kind: 'merge', from: ['orders', 'carts'], to: 'sales' },
  { kind: 'split', boundary: 'orders' },
  { kind: 'move', files: 'src/a=b/**', to: 'orders' },
  { kind: 'pin', table: 'public.orders', to: 'orders' },
];

test('every edit can be written as a flag and read again', () => {
  for (const edit of EDITS) {
    const [flag, text] = editWords(edit);
    expect(parseEdit(flag.slice(2) as EditKind, text)).toEqual(edit);
  }
});

test('what is no edit is refused with the form of one', () => {
  const wrong: readonly (readonly [EditKind, string])[] = [
    ['rename', 'orders'],
    ['rename', '=sales'],
    ['merge', 'a+=b'],
    ['move', 'src/**='],
    ['pin', ''],
    ['split', ' '],
  ];
  for (const [kind, text] of wrong)
    expect(() => parseEdit(kind, text), `${kind} ${text}`).toThrow(UserError);
});

test('a shell reads the words as they are', () => {
  const words = ['src/**=a', "it's", 'a b', '$HOME', 'plain-1', String.raw`src/\[id\]/*=x`, '!x'];
  const line = `printf '%s\\n' ${words.map(quoteWord).join(' ')}`;
  expect(execFileSync('sh', ['-c', line], { encoding: 'utf8' })).toBe(`${words.join('\n')}\n`);
});
