/** Facts as collected: located and tied to their function, before modules and boundaries are known. */
import type {
  AccessMode,
  EventKind,
  Evidence,
  Finding,
  InjectionFact,
  JobFact,
  NestModuleFact,
  OutboundFact,
  ProviderFact,
  RelationFact,
  RouteFact,
  ConfigKeyFact,
} from '../contract.ts';
import type { DeclaredTable } from '../adapter.ts';
import type { Expr } from '../scan/ir.ts';
import type { ProjectClass, ProjectFile, ProjectFunction } from '../program/program.ts';
import type { Env } from '../program/values.ts';

export interface RawAccess extends Evidence {
  readonly table: string;
  readonly mode: AccessMode;
  readonly via: string;
  readonly symbol: string;
  /** Function whose text holds it; null at module level and for inherited accesses. */
  readonly fn: ProjectFunction | null;
  /** For accesses of an inherited method: the class that inherits, the method that is inherited. */
  readonly inherited: { readonly cls: ProjectClass; readonly method: ProjectFunction } | null;
}

export interface RawJoin extends Evidence {
  readonly tables: readonly string[];
}

export interface RawTransaction extends Evidence {
  readonly file: ProjectFile;
  readonly body: Expr | 'function';
  readonly at: number;
  readonly fn: ProjectFunction | null;
  readonly env: Env;
  readonly known: readonly string[];
}

export interface FollowedTransaction extends Evidence {
  readonly tables: readonly string[];
  readonly unresolvedCalls: number;
}

export interface RawEventEnd extends Evidence {
  readonly name: string;
  readonly kind: EventKind;
  readonly bus: string;
  readonly role: 'emit' | 'consume';
  readonly symbol: string;
}

export interface RawFacts {
  readonly tables: readonly DeclaredTable[];
  readonly accesses: readonly RawAccess[];
  readonly joins: readonly RawJoin[];
  readonly transactions: readonly FollowedTransaction[];
  readonly relations: readonly RelationFact[];
  readonly routes: readonly Omit<RouteFact, 'module' | 'boundary'>[];
  readonly events: readonly RawEventEnd[];
  readonly nestModules: readonly NestModuleFact[];
  readonly providers: readonly ProviderFact[];
  readonly injections: readonly InjectionFact[];
  readonly jobs: readonly Omit<JobFact, 'module'>[];
  readonly outbound: readonly Omit<OutboundFact, 'module'>[];
  readonly config: readonly ConfigKeyFact[];
  readonly findings: readonly Finding[];
}
