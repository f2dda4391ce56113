/** What the page of the HTML report knows; written by `build-report-data`, read by `templates/report/page`. */
import type { Analysis, Granularity, PlanHealth } from '../../../analyzers/contract.ts';
import type { Packed } from './pack-rows.ts';

export interface FileRow {
  readonly path: string;
  readonly lines: number;
  readonly module: string | null;
  readonly boundary: string | null;
  readonly confidence: number | null;
  readonly role: string;
}

/** All imports of one file by another; `from` and `to` are places in the list of files. */
export interface ImportRow {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  /** Erased by TypeScript. */
  readonly type: boolean;
}

export interface BoundaryRow {
  readonly id: string;
  readonly name: string;
  readonly files: readonly string[];
  readonly tables: readonly string[];
  readonly routes: readonly string[];
  readonly lines: number;
  readonly incoming: number;
  readonly outgoing: number;
  readonly cohesion: number;
  readonly commits: number;
  readonly confidence: number;
  readonly value: number;
  readonly risk: number;
  readonly rank: number | null;
  readonly verdict: string;
  readonly why: readonly string[];
}

export interface SurfaceRow {
  readonly boundary: string;
  readonly symbol: string;
  readonly path: string;
  readonly usedBy: readonly string[];
  readonly uses: number;
}

export interface PlaceRow {
  readonly path: string;
  readonly line: number;
}

export interface CrossingRow extends PlaceRow {
  readonly column: number;
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly subject: string;
  readonly target: string | null;
  readonly remedy: string;
  readonly why: string;
  readonly cost: number;
  readonly evidence: string;
  readonly certainty: string;
}

export interface TableRow extends PlaceRow {
  readonly name: string;
  readonly entity: string | null;
  readonly orm: string;
  /** Boundary that owns it; null when none does. */
  readonly owner: string | null;
  readonly tenantColumn: string | null;
  readonly columns: readonly string[];
}

export interface AccessRow extends PlaceRow {
  readonly table: string;
  readonly write: boolean;
  readonly via: string;
  readonly symbol: string;
  readonly boundary: string | null;
  readonly evidence: string;
  readonly certainty: string;
}

export interface RouteRow {
  readonly method: string;
  readonly path: string;
  readonly handler: string;
  readonly guards: readonly string[];
  readonly boundary: string | null;
  readonly file: string;
  readonly line: number;
}

export interface EventEndRow extends PlaceRow {
  readonly event: string;
  readonly kind: string;
  readonly emits: boolean;
  readonly symbol: string;
  readonly evidence: string;
}

export interface CycleRow {
  readonly tier: string;
  readonly level: string;
  readonly members: readonly string[];
  readonly edges: number;
}

export interface CutRow extends PlaceRow {
  /** Place in the list of cycles. */
  readonly cycle: number;
  readonly from: string;
  readonly to: string;
}

export interface StepRow {
  readonly boundary: string;
  readonly position: number;
  readonly why: readonly string[];
  readonly before: readonly string[];
}

export interface ObstacleRow extends PlaceRow {
  readonly boundary: string;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

export interface SplitRow {
  readonly path: string;
  readonly why: string;
  readonly boundary: string;
  readonly symbols: readonly string[];
}

export interface FindingRow extends PlaceRow {
  readonly id: string;
  readonly code: string;
  readonly severity: string;
  readonly message: string;
}

export interface RelatedRow extends PlaceRow {
  /** Place in the list of findings. */
  readonly finding: number;
}

/** What the map can show: the modules of today or one of the plans. */
export type MapLevel = Granularity | 'modules';

export interface MapNodeRow {
  readonly id: string;
  readonly name: string;
  readonly files: readonly number[];
  readonly tables: number;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export interface MapEdgeRow {
  /** Places in the list of nodes. */
  readonly from: number;
  readonly to: number;
  /** Places in the list of crossings. */
  readonly crossings: readonly number[];
  /** File-to-file imports that are no crossing of the chosen plan. */
  readonly imports: number;
}

export interface MapData {
  readonly level: MapLevel;
  readonly chosen: boolean;
  readonly width: number;
  readonly height: number;
  readonly nodes: Packed<MapNodeRow>;
  readonly edges: Packed<MapEdgeRow>;
}

/** Code per file: first line and lines of each piece, ascending. */
export type ExcerptData = readonly (readonly [
  path: number,
  ...pieces: (readonly [firstLine: number, text: string])[],
])[];

export interface FindingTextRow {
  readonly code: string;
  readonly title: string;
  readonly meaning: string;
  readonly remedy: string;
}

export interface ReportData {
  readonly project: Pick<Analysis['project'], 'name' | 'files' | 'lines' | 'testFiles'>;
  readonly texts: readonly string[];
  readonly health: readonly PlanHealth[];
  readonly maps: readonly MapData[];
  readonly files: Packed<FileRow>;
  readonly imports: Packed<ImportRow>;
  readonly boundaries: Packed<BoundaryRow>;
  readonly surface: Packed<SurfaceRow>;
  readonly crossings: Packed<CrossingRow>;
  readonly tables: Packed<TableRow>;
  readonly accesses: Packed<AccessRow>;
  readonly routes: Packed<RouteRow>;
  readonly eventEnds: Packed<EventEndRow>;
  readonly cycles: Packed<CycleRow>;
  readonly cuts: Packed<CutRow>;
  readonly steps: Packed<StepRow>;
  readonly obstacles: Packed<ObstacleRow>;
  readonly splits: Packed<SplitRow>;
  readonly findings: Packed<FindingRow>;
  readonly related: Packed<RelatedRow>;
  readonly findingTexts: Packed<FindingTextRow>;
  readonly excerpts: ExcerptData;
  /** Places that would have had an excerpt if the file were allowed to be larger. */
  readonly excerptsLeftOut: number;
}
