/** `saasctl explain <rule>`: a page of docs/rules for a terminal. */
import { RULES } from '../check/rules.ts';
import type { RuleId } from '../check/rules.ts';
import { SCREEN_WIDTH, styleFor, wrap } from './text-style.ts';
import type { Style } from './text-style.ts';

const FENCE = /^```(?:\w+ title=(\S+))?/;

/** @param page Markdown: headings, paragraphs and list items of one line each, fenced code */
export function renderRule(page: string, color: boolean): string {
  const style = styleFor(color);
  const lines: string[] = [];
  let isCode = false;
  for (const line of page.trimEnd().split('\n')) {
    const fence = FENCE.exec(line);
    if (fence) {
      isCode = !isCode;
      const [, title] = fence;
      if (isCode && title !== undefined && title !== 'output')
        lines.push(`    ${style.path(title)}`);
    } else if (isCode) lines.push(line === '' ? '' : `    ${line}`);
    else lines.push(...renderProse(line, style));
  }
  return `${lines.join('\n')}\n`;
}

function renderProse(line: string, style: Style): readonly string[] {
  const [, marks, title] = /^(#{1,3}) (.+)$/.exec(line) ?? [];
  if (title !== undefined)
    return [style.bold(marks === '###' ? `· ${plain(title)}` : plain(title))];
  const [, item] = /^- (.+)$/.exec(line) ?? [];
  if (item === undefined) return wrap(plain(line), SCREEN_WIDTH);
  return wrap(plain(item), SCREEN_WIDTH - 2).map((part, at) => `${at === 0 ? '- ' : '  '}${part}`);
}

/** Links show their words; what is set in bold is read without it. */
const plain = (text: string): string =>
  text.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1').replaceAll('**', '');

/** Below the explanation of a finding of `analyze` that has the name of a rule. */
export function renderRuleHint(rule: RuleId, color: boolean): string {
  const { bold, dim } = styleFor(color);
  return [
    `${bold(RULES[rule].title)}  ${dim(`${rule} · rule of saasctl check`)}`,
    ...wrap(RULES[rule].summary, SCREEN_WIDTH - 2).map((line) => `  ${line}`),
    `  saasctl explain rule:${rule}     the page of the rule`,
    '',
  ].join('\n');
}
