/** The whole picture as a Markdown document. */
import type { Analysis, CycleFact, Finding, ModuleFact, TableFact } from '../../analyzers/index.ts';
import { FINDING_CODES } from '../../analyzers/findings.ts';
import type { FindingCode } from '../../analyzers/findings.ts';
import { describeTangle } from './describe-tangle.ts';
import { bullets, escape, some, table } from './markdown.ts';
import { planSections, verdictSection } from './markdown-plan.ts';
import { buildModuleGraph, hiddenNote } from './module-graph.ts';
import { rankKnots } from './rank-knots.ts';
import { drawModules } from './picture.ts';
import { drawMermaid } from './render-mermaid.ts';
import { describeLimits, describeOpinion, describeProject, plural, stackOf } from './summarize.ts';

export function renderMarkdown(analysis: Analysis): string {
  return [
    `# ${escape(analysis.project.name ?? 'Analysis')}`,
    stackOf(analysis),
    ...verdictSection(analysis),
    '## What it is',
    bullets(describeProject(analysis)),
    ...planSections(analysis),
    '## What holds the modules of today together',
    bullets(describeTangle(analysis)),
    `Second opinion: ${describeOpinion(analysis)}.`,
    '## The worst knots',
    rankKnots(analysis, 10).map(knot).join('\n') || 'None found.',
    '## Modules',
    `\`\`\`mermaid\n${drawMermaid(drawModules(analysis))}\`\`\``,
    ...hidden(analysis),
    table(
      ['module', 'files', 'lines', 'used by', 'uses', 'instability', 'tables'],
      analysis.modules.map(moduleRow),
    ),
    '## Tables',
    'Which modules write and read; the owner among them is the only writer; else the writing module that declares the entity; else the module with most of the writing places; a table nobody writes belongs to the module of its entity or to its only reader. The boundary is the one that alone may write it in the plan.',
    table(
      ['table', 'owner', 'boundary', 'writers', 'readers', 'tenant column', 'declared at'],
      analysis.tables.map(tableRow),
    ),
    '## Cycles',
    analysis.cycles.map(cycle).join('\n') || 'None.',
    '## Transactions',
    table(
      ['at', 'tables', 'modules'],
      analysis.transactions.map((one) => [
        `${one.path}:${one.line}`,
        one.tables.join(', '),
        one.modules.join(', '),
      ]),
    ),
    '## Events and queues',
    table(
      ['name', 'kind', 'emitted at', 'consumed at'],
      analysis.events.map((one) => [
        one.name,
        one.kind,
        places(one.emitters),
        places(one.consumers),
      ]),
    ),
    '## Routes',
    table(
      ['method', 'path', 'handler', 'guards', 'at'],
      analysis.routes.map((one) => [
        one.method,
        one.path,
        one.handler,
        one.guards.join(', '),
        `${one.file}:${one.line}`,
      ]),
    ),
    ...limits(analysis),
  ]
    .join('\n\n')
    .concat('\n');
}

function hidden(analysis: Analysis): readonly string[] {
  const note = hiddenNote(buildModuleGraph(analysis));
  return note === null ? [] : [`The picture: ${note}.`];
}

function limits(analysis: Analysis): readonly string[] {
  const lines = describeLimits(analysis);
  return lines.length > 0 ? ['## What could not be read', bullets(lines)] : [];
}

function knot(finding: Finding): string {
  const text = FINDING_CODES[finding.code as FindingCode];
  return `1. **${text.title}** at \`${finding.path}:${finding.line}\` (${finding.id}): ${escape(finding.message)}. ${text.remedy}`;
}

function moduleRow(module: ModuleFact): readonly string[] {
  return [
    module.id,
    String(module.files),
    String(module.lines),
    String(module.afferent),
    String(module.efferent),
    module.instability === null ? '–' : module.instability.toFixed(2),
    module.tables.join(', '),
  ];
}

function tableRow(one: TableFact): readonly string[] {
  return [
    one.name,
    one.module ?? '–',
    one.owner ?? '–',
    some(one.writingModules),
    some(one.readingModules),
    one.tenantColumn ?? '–',
    `${one.path}:${one.line}`,
  ];
}

function cycle({ tier, level, members, edges, cut }: CycleFact): string {
  const cuts = cut
    .slice(0, 5)
    .map((one) => `\`${one.path}:${one.line}\` (${one.from} → ${one.to})`)
    .join(', ');
  return `- **${level}s, ${tier}**: ${plural(members.length, 'member')}, ${plural(edges, 'edge')}: ${some(members.map((one) => `\`${one}\``))}. Cut ${cut.length}: ${cuts}${cut.length > 5 ? ', …' : ''}`;
}

const places = (ends: readonly { readonly path: string; readonly line: number }[]): string =>
  ends.map((end) => `${end.path}:${end.line}`).join(', ');
