/** What the analysis and the dependency-cruiser process tell each other. */
export interface CruiseRequest {
  /** Absolute; file names are relative to it. */
  readonly root: string;
  readonly groups: readonly {
    /** What the configuration that covers the files says about paths; null without one. */
    readonly paths: CruisePaths | null;
    readonly files: readonly string[];
  }[];
}

export interface CruisePaths {
  /** Absolute. */
  readonly baseUrl: string | null;
  /** Conditions of package `imports` and `exports` beside the usual ones. */
  readonly conditions: readonly string[];
  readonly mappings: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
}

export interface CruisedEdge {
  readonly from: string;
  readonly to: string;
  readonly specifier: string;
}

export type CruiseReply =
  | { readonly kind: 'edges'; readonly files: number; readonly edges: readonly CruisedEdge[] }
  | { readonly kind: 'failed'; readonly message: string };
