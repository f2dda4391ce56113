/** eslint-plugin-boundaries 7 as a flat configuration: files have categories, one per boundary. */
import type { RuleId } from '../check/rules.ts';
import { findOpenCircles } from './find-open-circles.ts';
import { levelsOf } from './import-rules.ts';
import type { BoundaryRules, ImportRules, Level } from './import-rules.ts';
import { listCommonLimits, listPathLimits } from './list-limits.ts';
import type { Exported, ExportPlaces } from './render-export.ts';
import { toGlobs, unjudgedGlobs } from './to-globs.ts';
import type { Globs } from './to-globs.ts';
import { code, renderComment, renderText, renderValue } from './write-code.ts';
import type { Value } from './write-code.ts';

/** Ids of boundaries have no dot. */
const publicOf = (id: string): string => `${id}.public`;

export function renderEslintBoundaries(rules: ImportRules, places: ExportPlaces): Exported {
  const categories = listCategories(rules);
  const limits = [
    ...listedLimits(categories),
    ...ownLimits(rules, places),
    ...listPathLimits(rules),
    ...listCommonLimits(rules),
  ];
  const policies = listPolicies(rules);
  const severities = (['error', 'warn'] as const).filter((severity) =>
    policies.some((one) => one.severity === severity),
  );
  const text = [
    renderComment(heading(limits)),
    `import { resolve } from 'node:path';\n\nimport parser from '@typescript-eslint/parser';\nimport boundaries from 'eslint-plugin-boundaries';\n`,
    `/** A file has every category that matches; what a boundary makes public has one more. */\nconst categories = ${renderValue(categories.flatMap(renderCategory))};\n`,
    `const boundaryIds = ${renderValue(rules.boundaries.map((one) => one.id))};\n`,
    `/** All boundaries but these. */\nconst except = (...ids) => boundaryIds.filter((id) => !ids.includes(id));\n`,
    `export default ${renderValue([
      {
        files: ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}'],
        languageOptions: { parser: code('parser') },
        plugins: Object.fromEntries(
          severities.map((severity) => [pluginName(severity), code('boundaries')]),
        ),
        settings: settingsFor(rules, places),
        rules: Object.fromEntries(
          severities.map((severity) => [
            `${pluginName(severity)}/dependencies`,
            [
              severity,
              {
                default: 'allow',
                policies: policies.flatMap((one) =>
                  one.severity === severity ? [one.policy] : [],
                ),
              },
            ],
          ]),
        ),
      },
    ])};\n`,
  ].join('\n');
  return { text, limits };
}

/** One rule of ESLint has one severity: what only warns is a second instance of the same plugin. */
const pluginName = (severity: Level['severity']): string =>
  severity === 'error' ? 'boundaries' : 'boundaries-warn';

const heading = (limits: readonly string[]): readonly string[] => [
  'Import boundaries of saasctl.json for eslint-plugin-boundaries 7 (ESLint 9 or newer), written by',
  '  saasctl export --format eslint-boundaries',
  'Write it anew when saasctl.json changes. Add it to your flat configuration:',
  '  export default [...yours, ...boundaries];',
  'It needs @typescript-eslint/parser and eslint-import-resolver-typescript. An import that breaks several rules is reported once.',
  ...(limits.length > 0
    ? ['', 'What it does not express:', ...limits.map((one) => `- ${one}`)]
    : []),
];

interface Category extends Globs {
  readonly category: string;
}

const KERNEL = 'kernel';
/** Every file has it, so that none is unknown to the plugin. */
const ANY = 'any';

function listCategories({ boundaries, kernel }: ImportRules): readonly Category[] {
  return [
    ...boundaries.flatMap(({ id, files, public: open }) => [
      { category: id, ...toGlobs(files) },
      ...(open === null ? [] : [{ category: publicOf(id), ...toGlobs(open) }]),
    ]),
    { category: KERNEL, ...toGlobs(kernel) },
    { category: ANY, patterns: ['**/*'], listed: [] },
  ];
}

const renderCategory = ({ category, patterns }: Category): readonly Value[] =>
  patterns.length === 0 ? [] : [{ category, pattern: patterns }];

function listedLimits(categories: readonly Category[]): readonly string[] {
  const listed = [...new Set(categories.flatMap((one) => one.listed))];
  if (listed.length === 0) return [];
  return [
    `Globs that micromatch may read otherwise stand for the files that they match today, new files are missed: ${listed.join(', ')}.`,
  ];
}

const JUDGED = ['private-api', 'undeclared-dependency', 'kernel-depends-on-boundary'] as const;

function ownLimits(rules: ImportRules, { tsconfigs }: ExportPlaces): readonly string[] {
  const { settings } = rules;
  const circular = settings['boundary-cycle'].severity === 'off' ? [] : findOpenCircles(rules);
  return [
    ...(JUDGED.some((rule) => settings[rule].types !== settings[rule].severity)
      ? [
          'An import whose names are used only as types counts as one of values unless it says "import type".',
        ]
      : []),
    ...(circular.length > 0
      ? [
          `boundary-cycle: the plugin knows no circles; "dependsOn" leaves room for them in ${circular.join(', ')}.`,
        ]
      : []),
    ...(tsconfigs.length === 0
      ? ['There is no tsconfig.json: aliases of imports are not resolved, and not checked.']
      : []),
  ];
}

/** Those that the resolver asks for by itself. */
const CONDITIONS = ['types', 'import', 'require', 'node', 'node-addons', 'browser', 'default'];

function settingsFor(
  rules: ImportRules,
  { tsconfigs, conditions, rootFromFile }: ExportPlaces,
): Value {
  return {
    'boundaries/root-path': code(`resolve(import.meta.dirname, ${renderText(rootFromFile)})`),
    'boundaries/files': code('categories'),
    'boundaries/ignore': unjudgedGlobs(rules),
    'import/resolver': {
      typescript: {
        alwaysTryTypes: true,
        ...(conditions.length > 0 ? { conditionNames: [...conditions, ...CONDITIONS] } : {}),
        ...(tsconfigs.length > 0
          ? {
              project: tsconfigs.map((path) =>
                code(
                  `resolve(import.meta.dirname, ${renderText(rootFromFile)}, ${renderText(path)})`,
                ),
              ),
            }
          : {}),
      },
    },
  };
}

interface Policy {
  readonly severity: Level['severity'];
  readonly policy: Value;
}

function listPolicies(rules: ImportRules): readonly Policy[] {
  const { boundaries } = rules;
  return [
    ...boundaries.flatMap((one) => undeclaredPolicies(one, rules)),
    ...boundaries.flatMap((one) => privatePolicies(one, rules)),
    ...(rules.kernel.length > 0 ? kernelPolicies(rules) : []),
  ];
}

function privatePolicies(
  { id, public: open }: BoundaryRules,
  rules: ImportRules,
): readonly Policy[] {
  if (open === null) return [];
  return atLevels(rules, 'private-api', (kind) => ({
    from: { file: { categories: { noneOf: [id, KERNEL] } } },
    disallow: {
      to: { file: { categories: { allOf: [id], noneOf: [publicOf(id)] } } },
      ...kind,
    },
    message: `private-api: "${id}" has not made {{to.file.path}} public.`,
  }));
}

function undeclaredPolicies(
  { id, dependsOn }: BoundaryRules,
  rules: ImportRules,
): readonly Policy[] {
  if (
    dependsOn === null ||
    rules.boundaries.every((one) => one.id === id || dependsOn.includes(one.id))
  )
    return [];
  const allowed = [id, ...dependsOn].map(renderText).join(', ');
  return atLevels(rules, 'undeclared-dependency', (kind) => ({
    from: { file: { categories: id } },
    disallow: { to: { file: { categories: { anyOf: code(`except(${allowed})`) } } }, ...kind },
    message: `undeclared-dependency: {{to.file.path}} is of no boundary in "dependsOn" of "${id}".`,
  }));
}

function kernelPolicies(rules: ImportRules): readonly Policy[] {
  return atLevels(rules, 'kernel-depends-on-boundary', (kind) => ({
    from: { file: { categories: KERNEL } },
    disallow: { to: { file: { categories: { anyOf: code('boundaryIds') } } }, ...kind },
    message: 'kernel-depends-on-boundary: {{to.file.path}} is of a boundary.',
  }));
}

function atLevels(
  { settings }: ImportRules,
  rule: RuleId,
  render: (kind: { readonly [key: string]: Value }) => Value,
): readonly Policy[] {
  return levelsOf(settings[rule]).map(({ kinds, severity }) => ({
    severity,
    policy: render(
      kinds === 'all'
        ? {}
        : { dependency: { kind: kinds === 'types' ? ['type', 'typeof'] : 'value' } },
    ),
  }));
}
