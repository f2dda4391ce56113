/**
 * The pages of the rules are true: their examples are written to disk and checked, and what the tool
 * prints is compared. After an intended change: `SAASCTL_UPDATE_GOLDEN=1 npx vitest run test/check/docs.test.ts`.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { readGuarded } from '../../src/check/read-guarded.ts';
import { readSettings } from '../../src/check/read-settings.ts';
import { RULE_IDS, RULES } from '../../src/check/rules.ts';
import type { RuleId } from '../../src/check/rules.ts';
import { runCheck } from '../../src/check/run-check.ts';
import type { CheckReport } from '../../src/check/violation.ts';
import { optionsOfRule } from '../../src/config/config-schema.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { renderCheck } from '../../src/report/check/render-check.ts';
import { writeProject } from '../discover/write-project.ts';
import type { Sources } from './check-project.ts';
import { readPage } from './read-page.ts';
import type { Section } from './read-page.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'docs/rules');
const UPDATES = process.env['SAASCTL_UPDATE_GOLDEN'] === '1';
const SECTIONS = [
  'Why',
  'What is looked at',
  'Passes',
  'Fails',
  'How to fix',
  'Options',
  'In the baseline',
  'Limits',
];
const OUTPUT = /(```text title=output\n)[^]*?(```)/;

const pathOf = (rule: RuleId): string => join(FOLDER, `${rule}.md`);
const read = (rule: RuleId): string => readFileSync(pathOf(rule), 'utf8');

function check(sources: Sources): CheckReport {
  const root = writeProject(sources);
  const head = readGuarded({
    root,
    parsed: parseConfig('saasctl.json', String(sources['saasctl.json'])),
    version: 'test',
    cache: null,
    isOther: false,
    onProgress: () => undefined,
  });
  return runCheck({ head, entries: [], base: null, today: '2026-01-01' });
}

async function outputOf(report: CheckReport): Promise<string> {
  const options = {
    color: false,
    all: false,
    folder: '.',
    prefix: '',
    toolVersion: 'test',
    strictBaseline: false,
  };
  return `$ npx saasctl check\n${await renderCheck(report, 'text', options)}`;
}

function sectionOf(rule: RuleId, title: string): Section {
  const found = readPage(read(rule)).sections.find((one) => one.title === title);
  if (found === undefined) throw new Error(`docs/rules/${rule}.md has no section "${title}"`);
  return found;
}

const found = (report: CheckReport): readonly string[] =>
  report.violations.map((one) => `${one.rule} ${one.path}:${one.line} ${one.message}`);

describe('docs/rules', () => {
  it('has a page for every rule, and no other', () => {
    const pages = readdirSync(FOLDER).filter((name) => name !== 'README.md');
    expect(pages.map((name) => name.replace(/\.md$/, '')).sort()).toEqual([...RULE_IDS].sort());
  });

  it('lists every rule in its README as the code tells it', () => {
    const rows = [
      ...readFileSync(join(FOLDER, 'README.md'), 'utf8').matchAll(
        /^\| \[(.+?)\]\((.+?)\) \| (.+?) \| (.+?) \| (.+?) \|$/gm,
      ),
    ];
    const settings = readSettings({});
    const expected = RULE_IDS.map((rule) => {
      const options = optionsOfRule(rule);
      const { severity, types, tier } = settings[rule];
      const more = options.includes('types')
        ? `, types ${types === severity ? 'too' : types}`
        : options.includes('tier')
          ? `, tier ${tier}`
          : '';
      return [
        rule,
        `${rule}.md`,
        RULES[rule].summary,
        `${severity}${more}`,
        options.map((one) => `\`${one}\``).join(', '),
      ];
    });
    expect(rows.map((row) => row.slice(1))).toEqual(expected);
  });

  it('is packed: "saasctl explain <rule>" prints it', () => {
    const manifest: unknown = JSON.parse(
      readFileSync(join(FOLDER, '..', '..', 'package.json'), 'utf8'),
    );
    expect((manifest as { readonly files: readonly string[] }).files).toContain('docs/rules');
  });

  it('links to pages that are there', () => {
    const names = new Set(readdirSync(FOLDER));
    for (const name of names)
      for (const [, target = ''] of readFileSync(join(FOLDER, name), 'utf8').matchAll(
        /\]\(([^)#]+)\)/g,
      ))
        expect(names, `${name} links to ${target}`).toContain(target);
  });
});

describe.each(RULE_IDS)('docs/rules/%s.md', (rule) => {
  const passing: Sources = sectionOf(rule, 'Passes').files;
  const failing: Sources = { ...passing, ...sectionOf(rule, 'Fails').files };

  it('has the title, the summary and the reason of the rule, and all sections in their order', () => {
    const { title, lead, sections } = readPage(read(rule));
    expect(title).toBe(RULES[rule].title);
    expect(lead).toBe(`\`${rule}\`: ${RULES[rule].summary}`);
    expect(sections.map((one) => one.title)).toEqual(SECTIONS);
    expect(sectionOf(rule, 'Why').text.startsWith(RULES[rule].why)).toBe(true);
  });

  it('shows what passes', () => {
    const report = check(passing);
    expect(found(report)).toEqual([]);
    expect(report.gaps).toEqual([]);
  });

  it('shows what fails, as the tool prints it', async () => {
    const report = check(failing);
    const printed = await outputOf(report);
    if (UPDATES)
      writeFileSync(
        pathOf(rule),
        read(rule).replace(OUTPUT, (_all, head: string, end: string) => head + printed + end),
      );
    expect(report.violations.map((one) => one.rule)).toContain(rule);
    expect(
      OUTPUT.exec(read(rule))?.[0],
      'If the change is meant, run with SAASCTL_UPDATE_GOLDEN=1 and read the diff.',
    ).toBe(`\`\`\`text title=output\n${printed}\`\`\``);
  });

  it('shows ways out that work', () => {
    const { parts } = sectionOf(rule, 'How to fix');
    expect(parts.length).toBeGreaterThanOrEqual(2);
    expect(parts.length).toBeLessThanOrEqual(4);
    for (const { title, files } of parts) {
      const report = check({ ...failing, ...files });
      const left = report.violations.filter((one) => one.rule === rule || one.severity === 'error');
      const told = left.filter(
        (one) => !(rule === 'boundary-cycle' && one.rule === 'module-cycle'),
      );
      expect(
        told.map((one) => `${one.rule} ${one.path}:${one.line} ${one.message}`),
        title,
      ).toEqual([]);
    }
  });

  it('shows options that may be written', () => {
    const blocks = [...sectionOf(rule, 'Options').text.matchAll(/```json\n([^]*?)```/g)];
    expect(blocks.length).toBeGreaterThan(0);
    for (const [, json = ''] of blocks) {
      const { config } = parseConfig('saasctl.json', json);
      expect(Object.keys(config.rules ?? {})).toEqual([rule]);
    }
  });
});
