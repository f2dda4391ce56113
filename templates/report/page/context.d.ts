/** What sections and views are given, and what a view gives back. */
import type { Report } from './read-report.js';

export type Subject =
  | { readonly kind: 'boundary'; readonly id: string }
  | { readonly kind: 'group'; readonly level: string; readonly id: string }
  | { readonly kind: 'pair'; readonly level: string; readonly from: string; readonly to: string }
  | { readonly kind: 'rest'; readonly place: 'kernel' | 'monolith' }
  | { readonly kind: 'table'; readonly name: string }
  | { readonly kind: 'cell'; readonly table: string; readonly boundary: string | null }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'route'; readonly at: number }
  | { readonly kind: 'event'; readonly name: string }
  | { readonly kind: 'finding'; readonly at: number }
  | { readonly kind: 'keys' };

export interface Context {
  readonly report: Report;
  /** Opens the inspector; when it closes, the focus goes back to `origin`. */
  readonly show: (subject: Subject, origin?: EventTarget | null) => void;
}

export interface View {
  readonly eyebrow: string;
  readonly title: string;
  readonly body: readonly (Node | null)[];
}
