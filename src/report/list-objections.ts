/** What a person can say against a boundary, each as the command that tries it. */
import type { Analysis, BoundaryFact } from '../../analyzers/index.ts';
import { isConfigured } from './describe-verdict.ts';
import { findMerges } from './find-merges.ts';
import { compareGranularities } from './gather-signals.ts';
import type { OtherPlan } from './gather-signals.ts';
import { plural } from './summarize.ts';
import { clip, folderArgument, SCREEN_WIDTH, wrap } from './text-style.ts';

const wrapped = (text: string, indent: string): readonly string[] =>
  wrap(text, SCREEN_WIDTH - indent.length).map((line) => `${indent}${line}`);

export function listObjections(
  analysis: Analysis,
  boundary: BoundaryFact,
  folder: string,
): readonly string[] {
  const { id } = boundary;
  const where = folderArgument(folder);
  if (isConfigured(analysis))
    return wrapped(
      `Its files and tables are what saasctl.json says under "boundaries"."${id}": change them there and analyze again; the suggested plan is judged beside yours.`,
      '  ',
    );
  const merge = findMerges(analysis).find((group) => group.includes(id));
  const first = boundary.files[0] ?? '';
  const commands: (readonly [text: string, flags: string])[] = [
    ...compareGranularities(analysis, boundary).flatMap((plan) => describePlan(plan, id)),
    ...(merge === undefined
      ? []
      : [['one with those it has to be one with', `--merge ${merge.join('+')}=${id}`] as const]),
    ['a file that belongs elsewhere', `--move ${first}=<boundary>`],
    ...boundary.tables
      .slice(0, 1)
      .map((table) => ['a table that another one owns', `--pin ${table}=<boundary>`] as const),
  ];
  return [
    ...commands.flatMap(([text, flags]) => [
      `  ${clip(text, SCREEN_WIDTH - 2)}`,
      `      npx saasctl init${where} --yes ${flags}`,
    ]),
    ...wrapped(
      'Each writes saasctl.json; from then on analyze judges your plan, with the suggested one beside it.',
      '  ',
    ),
  ];
}

const PARTS_SHOWN = 5;

function describePlan(
  { granularity, parts }: OtherPlan,
  id: string,
): readonly (readonly [string, string])[] {
  const [only, ...more] = parts;
  if (only === undefined) return [];
  if (more.length > 0) {
    const names = parts.slice(0, PARTS_SHOWN).map((one) => `${one.id} ${one.files}`);
    const text = `${granularity} plan: ${parts.length} boundaries (${names.join(', ')}${parts.length > PARTS_SHOWN ? ', …' : ''})`;
    return [[text, granularity === 'fine' ? `--split ${id}` : `--granularity ${granularity}`]];
  }
  if (only.files === only.all) return [];
  return [
    [
      `${granularity} plan: part of ${only.id} (${plural(only.all, 'file')})`,
      `--granularity ${granularity}`,
    ],
  ];
}
