import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { CheckReport } from '../../../src/check/violation.ts';
import { code, codeCell, plain, sentenceCell } from '../../../src/report/check/markdown-marks.ts';
import { oneLine, printable } from '../../../src/report/check/printable.ts';
import { renderCheckMarkdown } from '../../../src/report/check/render-check-markdown.ts';
import { anyText, makeMany, makeReport, makeViolation, OPTIONS } from './make-report.ts';

const render = (report: CheckReport, change = {}): string =>
  renderCheckMarkdown(report, { ...OPTIONS, ...change });

/** What a reader sees of text without markup. */
const read = (text: string): string =>
  text
    .replaceAll(/\\([!-/:-@[-`{-~])|&#(\d+);/g, (_, mark: string | undefined, entity: string) =>
      mark === undefined ? String.fromCodePoint(Number(entity)) : mark,
    )
    .replaceAll('\u200b', '');

/** Content of a code span that is the whole text, as CommonMark reads it. */
function readCode(text: string): string {
  const fence = /^`+/.exec(text)?.[0] ?? '';
  const end = new RegExp(`(?<!\`)${fence}(?!\`)`, 'g');
  end.lastIndex = fence.length;
  expect(end.exec(text)?.index).toBe(text.length - fence.length);
  const inner = text.slice(fence.length, -fence.length);
  const isPadded = inner.startsWith(' ') && inner.endsWith(' ') && /[^ ]/.test(inner);
  return isPadded ? inner.slice(1, -1) : inner;
}

describe('escaping', () => {
  const marks = fc
    .array(fc.oneof(fc.constantFrom(...'\\`*_[]|~&<>$@#:/.! a1w-\n'), anyText), { maxLength: 30 })
    .map((parts) => parts.join(''));

  test('plain text is read as it was', () => {
    fc.assert(
      fc.property(marks, (text) => {
        expect(read(plain(text))).toBe(oneLine(text).replaceAll('\u200b', ''));
      }),
    );
  });

  test('plain text has no mark that means something', () => {
    fc.assert(
      fc.property(marks, (text) => {
        const bare = plain(text)
          .replaceAll(String.raw`\_`, 'x')
          .replaceAll(/\\[!-/:-@[-`{-~]|&#\d+;/g, '\u200b');
        expect(bare).not.toMatch(/[\\`*_[\]|~<>$&]|(?<![\w/])@\w|#\d/);
      }),
    );
  });

  test('a code span is read as it was', () => {
    fc.assert(
      fc.property(marks, (text) => {
        const line = printable(text);
        // Spaces at both ends are the one thing that a span cannot keep.
        fc.pre(!/^ .* $/.test(line) && line !== '');
        expect(readCode(code(text))).toBe(line);
      }),
    );
  });

  test('a cell has no bar that ends it', () => {
    fc.assert(
      fc.property(marks, (text) => {
        expect(codeCell(text)).not.toMatch(/(?<!\\)\|/);
      }),
    );
  });

  test('a decorator calls nobody', () => {
    expect(plain('@Entity() of #12 :+1:')).toBe('@&#8203;Entity() of #&#8203;12 :&#8203;+1:');
    expect(plain('src/@core/a.ts#Name')).toBe('src/@core/a.ts#Name');
  });

  test('what a sentence quotes can be copied', () => {
    expect(sentenceCell('add "src/a_b.ts#Na|me" to *it*, ""', 400)).toBe(
      'add `src/a_b.ts#Na\\|me` to \\*it\\*, ""',
    );
    expect(sentenceCell('"a""b"', 400)).toBe('`a`&#8203;`b`');
  });
});

const tablesOf = (text: string): readonly (readonly string[])[] =>
  text
    .split('\n\n')
    .filter((block) => block.startsWith('| '))
    .map((block) => block.split('\n'));

test('tables keep their columns whatever is in them', () => {
  fc.assert(
    fc.property(anyText, anyText, (path, message) => {
      const allowance = { reason: message, owner: path, until: null };
      const report = makeReport([
        makeViolation({ path, message, fix: message, from: path }),
        makeViolation({ path, baseline: 'allowed', allowance }),
      ]);
      const tables = tablesOf(render(report, { all: true }));
      expect(tables).toHaveLength(2);
      for (const rows of tables) {
        expect(rows).toHaveLength(3);
        const columns = rows.map((row) => row.replaceAll(/\\\|/g, '').split('|').length);
        expect(columns).toEqual(columns.map(() => 6));
      }
    }),
  );
});

test('fifty rows, the rest counted', () => {
  const text = render(makeReport(makeMany(1_000)));
  expect(tablesOf(text)[0]).toHaveLength(52);
  expect(text).toContain('And 950 more new violations: `saasctl check --all`');
});

test('a comment on GitHub takes it, however long the names are', () => {
  const long = '<&|`'.repeat(20_000);
  const allowance = { reason: long, owner: long, until: null };
  const report = makeReport(
    [
      ...makeMany(60, { message: long, fix: long, path: long }),
      ...makeMany(60, { baseline: 'allowed', allowance, path: long }),
      ...Array.from({ length: 60 }, (_, at) => makeViolation({ from: `${at}${long}`, to: long })),
    ],
    { gaps: Array.from({ length: 50 }, () => long) },
  );
  const text = render(report, { all: true });
  expect(text.length).toBeLessThan(65_536);
  const rows = (tablesOf(text)[0]?.length ?? 0) - 2;
  expect(text).toContain(`And ${120 - rows} more new violations`);
});

describe('the picture', () => {
  const NODE = /^ {2}(p\d+)\["([^"[\]{}|`<>;]|#\d+;)*"\]$/;
  const EDGE = /^ {2}(p\d+) (-->|-\.->)\|\d+\| (p\d+)$/;

  function readPicture(text: string) {
    const [, block = ''] = /```mermaid\n([^]*?)\n```/.exec(text) ?? [];
    const [head, ...lines] = block.split('\n');
    const last = lines.at(-1) ?? '';
    const nodes = lines.flatMap((line) => NODE.exec(line)?.[1] ?? []);
    const edges = lines.flatMap((line) => {
      const [, from = '', arrow = '', to = ''] = EDGE.exec(line) ?? [];
      return arrow === '' ? [] : [{ from, arrow, to }];
    });
    expect(head).toBe('flowchart LR');
    expect(nodes.length + edges.length + 1).toBe(lines.length);
    expect(edges.filter(({ from, to }) => !nodes.includes(from) || !nodes.includes(to))).toEqual(
      [],
    );
    const styled = /^ {2}linkStyle ([\d,]+) stroke:#d33,stroke-dasharray:5$/.exec(last)?.[1] ?? '';
    return { nodes, edges, styled: styled.split(',').map(Number) };
  }

  test('new ties are red and dashed; known ones only among the same boundaries', () => {
    const picture = readPicture(
      render(
        makeReport([
          makeViolation({ from: 'a', to: 'b' }),
          makeViolation({ from: 'b', to: 'a', baseline: 'known' }),
          makeViolation({ from: 'c', to: 'd', baseline: 'known' }),
        ]),
      ),
    );
    expect(picture.nodes).toEqual(['p0', 'p1']);
    expect(picture.edges.map((one) => one.arrow)).toEqual(['-.->', '-->']);
    expect(picture.styled).toEqual([0]);
  });

  test('thirty boundaries at most, and says what it leaves out', () => {
    const many = Array.from({ length: 2_000 }, (_, at) =>
      makeViolation({ from: `a${at % 60}`, to: `b${at % 37}`, symbol: String(at) }),
    );
    const text = render(makeReport(many));
    const { nodes, edges } = readPicture(text);
    expect(nodes).toHaveLength(30);
    expect(edges.length).toBeLessThanOrEqual(100);
    expect(text).toMatch(/Not drawn: 67 more places/);
  });

  test('any name can be drawn', () => {
    fc.assert(
      fc.property(anyText, anyText, (from, to) => {
        fc.pre(from !== to);
        const { nodes, edges } = readPicture(render(makeReport([makeViolation({ from, to })])));
        expect([nodes.length, edges.length]).toEqual([2, 1]);
      }),
    );
  });

  test('there is none without new ties', () => {
    expect(render(makeReport(makeMany(3, { baseline: 'known' })))).not.toContain('mermaid');
    expect(render(makeReport([makeViolation({ to: 'orders' })]))).not.toContain('mermaid');
  });
});
