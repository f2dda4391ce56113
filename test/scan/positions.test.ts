import { describe, expect, it } from 'vitest';
import type { StringExpr, TemplateExpr } from '../../analyzers/scan/ir.ts';
import { textPosition } from '../../analyzers/scan/text-position.ts';
import { allExprs, place, scan } from './scan-snippet.ts';

type Text = StringExpr | TemplateExpr;

function texts(code: string, path = 'a.ts'): readonly Text[] {
  return allExprs(scan(code, path)).filter(
    (expr): expr is Text => expr.k === 'str' || expr.k === 'tpl',
  );
}

/** Where `mark` stands in the first text of the code, by the record and by counting in the code. */
function lines(code: string, mark: string, path = 'a.ts'): { found: number; real: number } {
  const [text] = texts(code, path);
  if (!text) throw new Error('no text');
  const parts = text.k === 'str' ? [text.v] : text.parts;
  const part = parts.findIndex((one) => one.includes(mark));
  const offset = parts[part]?.indexOf(mark) ?? -1;
  const position = textPosition(text, offset, part);
  const before = code.slice(0, code.indexOf(mark));
  return {
    found: Math.floor(position / 65536),
    real: before.split(/\r\n|[\n\r\u2028\u2029]/).length,
  };
}

describe('positions', () => {
  it.each([
    ['line feeds', 'a();\n  b();', '2:3'],
    ['CRLF', 'a();\r\n  b();', '2:3'],
    ['carriage returns', 'a();\r  b();', '2:3'],
    ['line separators', 'a();\u2028  b();', '2:3'],
    ['surrogate pairs', 'a("😀"); b();', '1:10'],
    ['a byte order mark', '\uFEFFa(); b();', '1:6'],
    ['a shebang', '#!/usr/bin/env node\na();\nb();', '3:1'],
    ['a byte order mark before a shebang', '\uFEFF#!/usr/bin/env node\na();\nb();', '3:1'],
  ])('count %s', (_, code, expected) => {
    const ir = scan(code);
    expect(ir.problems).toEqual([]);
    expect(place(ir.body.at(-1)?.at ?? 0)).toBe(expected);
  });

  it.each([
    ['', 0],
    ['a', 1],
    ['a\n', 1],
    ['a\nb', 2],
    ['a\r\nb\r\n', 2],
    ['\n', 1],
    ['\n\n', 2],
  ])('counts the lines of %j', (code, expected) => {
    expect(scan(code).lines).toBe(expected);
  });

  it('puts strings behind their quote', () => {
    expect(texts('f("a",\n `b`)').map((text) => place(text.at))).toEqual(['1:4', '2:3']);
    expect(texts('f(`a${b}`)').map((text) => place(text.at))).toEqual(['1:4']);
  });

  it.each([
    ['a template', 'f(`a\nb\n  MARK`)'],
    ['a template with CRLF', 'f(`a\r\nb\r\n  MARK`)'],
    ['a template with carriage returns', 'f(`a\rb\r  MARK`)'],
    ['escaped line feeds', "f('a\\nb\\nMARK')"],
    ['escaped and real line feeds', 'f(`a\\nb\nc\\n\\nMARK`)'],
    ['line continuations', "f('a\\\n  b\\\n  MARK')"],
    ['line continuations with CRLF', "f('a\\\r\n  b\\\r\n  MARK')"],
    ['all kinds of escapes', "f('\\x41\\u0042\\u{1F600}\\0\\'\\\\\\\n\\n MARK')"],
    ['a line separator', 'f(`a\u2028b\nMARK`)'],
    ['the second part', 'f(`a\n${b}\nMARK`)'],
    ['a hole of several lines', 'f(`a\n${b(\n1,\n2)} MARK`)'],
    ['escapes before a hole', 'f(`a\\n\\n${b} MARK`)'],
    ['escapes behind a hole', 'f(`a${b}\\n\n MARK`)'],
    ['a JavaScript template', 'f(`a\n${b(\n1,\n2)}\\n MARK`)', 'a.js'],
    ['a tagged template', 'sql`a\\n\n${b} MARK`'],
  ])('leads to the line inside %s', (_, code, path = 'a.ts') => {
    const { found, real } = lines(code, 'MARK', path);
    expect(found).toBe(real);
  });

  it('leads to the column inside of plain text', () => {
    const [text] = texts('f(`ab\n  MARK`)');
    expect(text && place(textPosition(text, 5))).toBe('2:3');
    expect(text && place(textPosition(text, 1))).toBe('1:5');
  });

  it('says nothing more than needed about plain texts', () => {
    const [plain, template] = texts('f("a", `b\n${c}`)');
    expect(Object.keys(plain ?? {})).toEqual(['k', 'v', 'at']);
    expect(Object.keys(template ?? {}).sort()).toEqual(['at', 'exprs', 'k', 'parts']);
  });
});
