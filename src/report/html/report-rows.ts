/** One fact of the analysis → one row of the report. Every row of a kind has the same columns. */
import type {
  AccessFact,
  BoundaryFact,
  CrossingFact,
  CycleFact,
  EventFact,
  FileFact,
  Finding,
  RoadmapStep,
  RouteFact,
  SplitFact,
  TableFact,
} from '../../../analyzers/contract.ts';
import type * as Row from './report-data.ts';

export function fileRow(fact: FileFact): Row.FileRow {
  const { path, lines, module, boundary, confidence, role } = fact;
  return { path, lines, module, boundary, confidence: rounded(confidence), role };
}

export function boundaryRow(fact: BoundaryFact): Row.BoundaryRow {
  const { id, name, files, tables, routes, rank, verdict, why } = fact;
  const { lines, incoming, outgoing, cohesion, commits } = fact.metrics;
  return {
    id,
    name,
    files,
    tables,
    routes,
    lines,
    incoming,
    outgoing,
    cohesion: rounded(cohesion) ?? 0,
    commits,
    confidence: rounded(fact.confidence) ?? 0,
    value: rounded(fact.value) ?? 0,
    risk: rounded(fact.risk) ?? 0,
    rank,
    verdict,
    why,
  };
}

export const surfaceRows = ({ id, surface }: BoundaryFact): readonly Row.SurfaceRow[] =>
  surface.map(({ symbol, path, usedBy, uses }) => ({ boundary: id, symbol, path, usedBy, uses }));

export function crossingRow(fact: CrossingFact): Row.CrossingRow {
  const { path, line, column, from, to, kind, subject, target, remedy, why, evidence } = fact;
  return {
    path,
    line,
    column,
    from,
    to,
    kind,
    subject,
    target,
    remedy,
    why,
    cost: rounded(fact.cost) ?? 0,
    evidence,
    certainty: fact.certainty,
  };
}

/** Without boundaries the modules of today own the tables. */
export function tableRow(hasBoundaries: boolean): (fact: TableFact) => Row.TableRow {
  return ({ path, line, name, entity, orm, owner, module, tenantColumn, columns }) => ({
    path,
    line,
    name,
    entity,
    orm,
    owner: hasBoundaries ? owner : module,
    tenantColumn,
    columns: columns.map((column) => column.name),
  });
}

/** Without boundaries the modules of today are the columns of the table matrix. */
export function accessRow(hasBoundaries: boolean): (fact: AccessFact) => Row.AccessRow {
  return ({ path, line, table, mode, via, symbol, boundary, module, evidence, certainty }) => ({
    path,
    line,
    table,
    write: mode === 'write',
    via,
    symbol,
    boundary: hasBoundaries ? boundary : module,
    evidence,
    certainty,
  });
}

export function routeRow(fact: RouteFact): Row.RouteRow {
  const { method, path, handler, guards, boundary, file, line } = fact;
  return { method, path, handler, guards, boundary, file, line };
}

export function eventEndRows({ name, kind, emitters, consumers }: EventFact): Row.EventEndRow[] {
  const rows = (ends: EventFact['emitters'], emits: boolean): Row.EventEndRow[] =>
    ends.map(({ path, line, symbol, evidence }) => ({
      path,
      line,
      event: name,
      kind,
      emits,
      symbol,
      evidence,
    }));
  return [...rows(emitters, true), ...rows(consumers, false)];
}

export const cycleRow = ({ tier, level, members, edges }: CycleFact): Row.CycleRow => ({
  tier,
  level,
  members,
  edges,
});

export const cutRows = ({ cut }: CycleFact, cycle: number): readonly Row.CutRow[] =>
  cut.map(({ path, line, from, to }) => ({ path, line, cycle, from, to }));

export const stepRow = ({ boundary, position, why, before }: RoadmapStep): Row.StepRow => ({
  boundary,
  position,
  why,
  before,
});

export const obstacleRows = ({ boundary, obstacles }: RoadmapStep): readonly Row.ObstacleRow[] =>
  obstacles.map(({ path, line, code, message, remedy }) => ({
    path,
    line,
    boundary,
    code,
    message,
    remedy,
  }));

export const splitRows = ({ path, why, parts }: SplitFact): readonly Row.SplitRow[] =>
  parts.map(({ boundary, symbols }) => ({ path, why, boundary, symbols }));

export const findingRow = ({
  path,
  line,
  id,
  code,
  severity,
  message,
}: Finding): Row.FindingRow => ({
  path,
  line,
  id,
  code,
  severity,
  message,
});

export const relatedRows = ({ related }: Finding, finding: number): readonly Row.RelatedRow[] =>
  related.map(({ path, line }) => ({ path, line, finding }));

/** Three digits are more than anybody can tell apart. */
const rounded = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 1000) / 1000;
