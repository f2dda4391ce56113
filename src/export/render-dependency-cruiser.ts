/** dependency-cruiser 17: forbidden rules over exact path expressions. */
import { findOpenCircles } from './find-open-circles.ts';
import { pathToRegex } from './glob-to-regex.ts';
import { levelsOf } from './import-rules.ts';
import type { BoundaryRules, ImportRules, Level } from './import-rules.ts';
import { listCommonLimits, listPathLimits } from './list-limits.ts';
import { RULES } from '../check/rules.ts';
import type { RuleId } from '../check/rules.ts';
import type { Exported, ExportPlaces } from './render-export.ts';
import { toRegexes, unjudgedRegexes } from './to-regexes.ts';
import type { Regexes } from './to-regexes.ts';
import { code, renderComment, renderValue } from './write-code.ts';
import type { Value } from './write-code.ts';

/** Imports without trace at run time: what compiling takes out. By syntax it calls `import A, { type B }` one as well. */
const ERASED = code('ERASED');
const TYPES = code('TYPES');

export function renderDependencyCruiser(rules: ImportRules, places: ExportPlaces): Exported {
  const { boundaries, kernel, paths } = rules;
  const own = boundaries.map(({ id, files }) => ({ id, ...toRegexes(files, paths) }));
  const open = boundaries.flatMap(({ id, public: entries }) =>
    entries === null ? [] : [{ id, ...toRegexes(entries, paths) }],
  );
  const shared = toRegexes(kernel, paths);
  const [tsconfig, ...otherConfigs] = places.tsconfigs;
  const limits = [
    ...listedLimits([...own, ...open, shared]),
    ...cycleLimits(rules),
    ...(otherConfigs.length > 0
      ? [
          `dependency-cruiser resolves aliases by one compiler configuration per run, here ${tsconfig}; not by ${otherConfigs.join(', ')}.`,
        ]
      : []),
    ...listPathLimits(rules),
    ...listCommonLimits(rules),
  ];
  const asObject = (list: readonly (Regexes & { readonly id: string })[]): Value =>
    Object.fromEntries(list.map(({ id, sources }) => [id, sources]));
  // An empty list of paths would stand for every file.
  const files = own.map((one) => (one.sources.length > 0 ? one : { ...one, sources: ['^$'] }));
  const text = [
    renderComment(heading(limits)),
    `const files = ${renderValue(asObject(files))};\n`,
    `/** What others may import of those that say so. */\nconst open = ${renderValue(asObject(open))};\n`,
    `const kernel = ${renderValue(shared.sources)};\n`,
    `/** Tests and front-end code: what they import is not judged. */\nconst unjudged = ${renderValue(unjudgedRegexes(rules))};\n`,
    `/** Files that put the application together: they may import anything. */\nconst assembly = ${renderValue(rules.assembly.map(pathToRegex))};\n`,
    // Long lists stand in as few different expressions as can be: each is compiled, and kept.
    `const any = Object.values(files).flat();\nconst exempt = [...kernel, ...assembly];\nconst judged = exempt.length > 0 ? \`^(?!\${exempt.join('|')})\` : '.';\n`,
    `const ERASED = ['pre-compilation-only'];\nconst TYPES = ['type-only', ...ERASED];\n`,
    `${places.moduleKind === 'mjs' ? 'export default' : 'module.exports ='} ${renderValue({
      forbidden: listForbidden(rules),
      options: optionsFor(tsconfig, places.conditions),
    })};\n`,
  ].join('\n');
  return { text, limits };
}

const heading = (limits: readonly string[]): readonly string[] => [
  'Import boundaries of saasctl.json for dependency-cruiser 17, written by',
  '  saasctl export --format dependency-cruiser',
  'Write it anew when saasctl.json changes. Run it in the root of the sources:',
  '  npx depcruise --config <this file> .',
  ...(limits.length > 0
    ? ['', 'What it does not express:', ...limits.map((one) => `- ${one}`)]
    : []),
];

function listedLimits(all: readonly Regexes[]): readonly string[] {
  const listed = [...new Set(all.flatMap((one) => one.listed))];
  if (listed.length === 0) return [];
  return [
    `Globs without an equal expression stand for the files that they match today, new files are missed: ${listed.join(', ')}.`,
  ];
}

function cycleLimits(rules: ImportRules): readonly string[] {
  const circular = findOpenCircles(rules);
  if (rules.settings['boundary-cycle'].severity === 'off' || circular.length === 0) return [];
  if (circular.length > CIRCLES)
    return [
      `boundary-cycle is not checked: "dependsOn" leaves room for circles in ${circular.length} boundaries, and dependency-cruiser would look for circles of files in each of them.`,
    ];
  return [
    `boundary-cycle: circles of files are found, circles of boundaries are not (there through one file, back through another); "dependsOn" leaves such room for ${circular.join(', ')}.`,
  ];
}

function optionsFor(tsconfig: string | undefined, conditions: readonly string[]): Value {
  return {
    exclude: { path: code('unjudged') },
    includeOnly: { path: String.raw`\.[cm]?[jt]sx?$` },
    doNotFollow: { path: ['node_modules', String.raw`^\.\./`] },
    tsPreCompilationDeps: 'specify',
    ...(tsconfig === undefined ? {} : { tsConfig: { fileName: tsconfig } }),
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: [...conditions, 'import', 'require', 'node', 'default', 'types'],
    },
  };
}

function listForbidden(rules: ImportRules): readonly Value[] {
  const { boundaries, kernel } = rules;
  return [
    ...boundaries.flatMap((one) => privateRules(one, rules)),
    ...boundaries.flatMap((one) => undeclaredRules(one, rules)),
    ...circleRules(rules),
    ...(kernel.length > 0 ? kernelRules(rules) : []),
  ];
}

function privateRules({ id, public: open }: BoundaryRules, rules: ImportRules): readonly Value[] {
  if (open === null) return [];
  const at = renderKeyOf(id);
  return atLevels(rules, 'private-api', (level) => ({
    name: nameOf('private-api', level, id),
    severity: level.severity,
    comment: `${RULES['private-api'].why} Import what "${id}" makes public, or make it public in saasctl.json.`,
    from: { path: code('judged'), pathNot: code(`files${at}`) },
    to: { path: code(`files${at}`), pathNot: code(`open${at}`), ...kindsOf(level) },
  }));
}

function undeclaredRules({ id, dependsOn }: BoundaryRules, rules: ImportRules): readonly Value[] {
  if (
    dependsOn === null ||
    rules.boundaries.every((one) => one.id === id || dependsOn.includes(one.id))
  )
    return [];
  const allowed = [id, ...dependsOn].map((one) => `...files${renderKeyOf(one)}`).join(', ');
  const declared = dependsOn.length > 0 ? dependsOn.join(', ') : 'none';
  return atLevels(rules, 'undeclared-dependency', (level) => ({
    name: nameOf('undeclared-dependency', level, id),
    severity: level.severity,
    comment: `${RULES['undeclared-dependency'].why} "${id}" declares: ${declared}.`,
    from: { path: code(`files${renderKeyOf(id)}`) },
    to: { path: code('any'), pathNot: code(`[${allowed}]`), ...kindsOf(level) },
  }));
}

function kernelRules(rules: ImportRules): readonly Value[] {
  return atLevels(rules, 'kernel-depends-on-boundary', (level) => ({
    name: nameOf('kernel-depends-on-boundary', level),
    severity: level.severity,
    comment: RULES['kernel-depends-on-boundary'].why,
    from: { path: code('kernel') },
    to: { path: code('any'), ...kindsOf(level) },
  }));
}

/** More rules of this kind cost minutes and tell the same circles again and again. */
const CIRCLES = 20;

/** Circles of files that leave a boundary and come back. */
function circleRules(rules: ImportRules): readonly Value[] {
  const { severity, tier } = rules.settings['boundary-cycle'];
  const open = findOpenCircles(rules);
  if (severity === 'off' || open.length > CIRCLES) return [];
  return open.map((id) => {
    const others = open.filter((one) => one !== id).map((one) => `...files${renderKeyOf(one)}`);
    return {
      name: `boundary-cycle:${id}`,
      severity,
      comment: RULES['boundary-cycle'].why,
      from: { path: code(`files${renderKeyOf(id)}`) },
      to: {
        circular: true,
        via: { path: code(`[${others.join(', ')}]`) },
        ...(tier === 'all' ? {} : { viaOnly: { dependencyTypesNot: ERASED } }),
      },
    };
  });
}

function atLevels(
  { settings }: ImportRules,
  rule: RuleId,
  render: (level: Level) => Value,
): readonly Value[] {
  return levelsOf(settings[rule]).map(render);
}

function kindsOf({ kinds }: Level): { readonly [key: string]: Value } {
  if (kinds === 'all') return {};
  return kinds === 'types' ? { dependencyTypes: TYPES } : { dependencyTypesNot: ERASED };
}

const nameOf = (rule: RuleId, { kinds }: Level, id?: string): string =>
  [rule, ...(kinds === 'types' ? ['types'] : []), ...(id === undefined ? [] : [id])].join(':');

const renderKeyOf = (id: string): string =>
  /^[a-z]\w*$/.test(id) ? `.${id}` : `[${renderValue(id)}]`;
