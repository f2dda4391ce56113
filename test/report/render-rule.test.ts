import { describe, expect, it } from 'vitest';

import { RULE_IDS } from '../../src/check/rules.ts';
import { readRulePage } from '../../src/read-rule-page.ts';
import { renderRule, renderRuleHint } from '../../src/report/render-rule.ts';

const PAGE = [
  '# A rule',
  '',
  '`a-rule`: It **forbids** what [another](another.md) does not.',
  '',
  '- One item that goes on and on until it is longer than a screen is wide, and so has to be broken here or there',
  '',
  '### Do this',
  '',
  '```ts title=src/a.ts',
  'export const a = 1;',
  '',
  '// # no heading, - no item, **not bold**',
  '```',
  '',
  '```text title=output',
  '$ npx saasctl check',
  '```',
  '',
].join('\n');

describe('renderRule', () => {
  it('shows prose without its marks, and code as it is, under the name of its file', () => {
    expect(renderRule(PAGE, false)).toBe(
      [
        'A rule',
        '',
        '`a-rule`: It forbids what another does not.',
        '',
        '- One item that goes on and on until it is longer than a screen is wide, and so has to be broken',
        '  here or there',
        '',
        '· Do this',
        '',
        '    src/a.ts',
        '    export const a = 1;',
        '',
        '    // # no heading, - no item, **not bold**',
        '',
        '    $ npx saasctl check',
        '',
      ].join('\n'),
    );
  });

  it('sets headings in bold where there are colors', () => {
    expect(renderRule('# A rule\n', true)).toBe('\u001B[1mA rule\u001B[22m\n');
  });

  it.each(RULE_IDS)('leaves no mark of Markdown in the page of %s', (rule) => {
    const text = renderRule(readRulePage(rule), false);
    expect(text).not.toMatch(/^#|```|\]\(|\*\*(?!\/|"|')/m);
    for (const line of text.split('\n').filter((one) => !one.startsWith('    ')))
      expect(line.length, line).toBeLessThanOrEqual(100);
  });
});

it('renderRuleHint names the command for the page', () => {
  expect(renderRuleHint('crossing-join', false)).toBe(
    [
      'Query that joins tables of several boundaries  crossing-join · rule of saasctl check',
      '  One query joins tables that different boundaries own.',
      '  saasctl explain rule:crossing-join     the page of the rule',
      '',
    ].join('\n'),
  );
});
