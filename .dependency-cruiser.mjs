/** The layers of saasctl, enforced on saasctl. Every rule says why it is there. */
const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

export default {
  forbidden: [
    rule(
      'analyzers-never-src',
      'analyzers/ reads and reasons; it can be used without the command line.',
      { path: '^analyzers' },
      { path: '^src' },
    ),
    rule(
      'scan-knows-nothing',
      'A scan is a pure function of one file: nothing of the project may leak into what is cached.',
      { path: '^analyzers/scan', pathNot: 'scan-files\\.ts$' },
      { path: '^analyzers/(?!scan)' },
    ),
    rule(
      'parser-only-in-scan',
      'Adapters see the reduced tree, so that the parser can be replaced in one place.',
      { path: '^analyzers/(?!scan)' },
      { path: 'node_modules/oxc-parser' },
    ),
    rule(
      'adapters-are-islands',
      'An adapter is understood, tested and removed on its own; they share SQL text, entity models, literals, HTTP paths and event reporting.',
      { path: '^analyzers/(orms|frameworks|events)/([^/]+)/' },
      {
        path: '^analyzers/(orms|frameworks|events)/',
        pathNot:
          '^analyzers/($1/$2|orms/(sql|literals|entities)|frameworks/http|events/reporting)/',
      },
    ),
    rule(
      'model-not-from-syntax',
      'The model reasons over facts, not over code.',
      { path: '^analyzers/model' },
      { path: '^analyzers/(program|orms|frameworks|events)' },
    ),
    rule(
      'second-opinion-alone',
      'dependency-cruiser and typescript are heavy: only the second opinion may load them.',
      { path: '^(src|analyzers)', pathNot: '^analyzers/second-opinion' },
      { path: 'node_modules/(dependency-cruiser|typescript)/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'commands-stay-thin',
      'Commands turn flags into a pipeline call and a report.',
      { path: '^src/commands' },
      {
        path: '^analyzers',
        pathNot: '^analyzers/(contract|findings)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'nobody-imports-commands',
      'Commands are the outermost layer.',
      { path: '^(src|analyzers)', pathNot: '^src/(cli|commands/)' },
      { path: '^src/(commands|cli)' },
    ),
    rule(
      'report-is-pure',
      'Renderers turn values into text; reading and writing is done elsewhere.',
      { path: '^src/report' },
      { path: '^(node:)?(fs|child_process|process)' },
    ),
    rule(
      'only-ui-talks',
      'clack is behind one door, so that stdout stays the result.',
      { path: '^src', pathNot: '^src/ui' },
      { path: 'node_modules/@clack' },
    ),
    rule(
      'no-circular',
      'We tell others not to.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule(
      'no-orphan-dependency',
      'What is imported must be declared.',
      { path: '^(src|analyzers|bin)' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|fixtures|test|bench)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
