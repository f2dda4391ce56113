/**
 * What one visit of one file leaves behind: a reduced syntax tree with names bound to their
 * declarations. It is plain JSON (the per-file cache stores it as it is), a pure function of the
 * file's text and extension, and the only view of the code that adapters have.
 *
 * Indices (`decl`, `fn`, `cls`) point into the arrays of the same `FileIr`; -1 means "none".
 */

/** Position packed as line * 65536 + column, both 1-based (see `unpackPosition`). */
export type Pos = number;

export type Expr =
  | StringExpr
  | TemplateExpr
  | LiteralExpr
  | NameExpr
  | ThisExpr
  | MemberExpr
  | IndexExpr
  | CallExpr
  | ObjectExpr
  | ArrayExpr
  | FunctionExpr
  | ClassExpr
  | AlternativeExpr
  | SpreadExpr
  | ConcatExpr
  | CastExpr
  | AwaitExpr
  | ImportExpr
  | AssignExpr
  | DefineExpr
  | ReturnExpr
  | OtherExpr;

/** A string literal or a template without holes and tag. `at` is where its text begins (after the quote). */
export interface StringExpr {
  readonly k: 'str';
  readonly v: string;
  readonly at: Pos;
  /** Offsets in `v` where a source line begins; absent when that is behind each `\n` of `v` (see `textPosition`). */
  readonly rows?: readonly number[];
}
/** A template with holes: `parts.length === exprs.length + 1`. `tag` for tagged templates (then it may have no hole). */
export interface TemplateExpr {
  readonly k: 'tpl';
  readonly parts: readonly string[];
  readonly exprs: readonly Expr[];
  readonly tag?: Expr;
  readonly types?: readonly TypeRef[];
  readonly at: Pos;
  /** Where each part's text begins; absent when counting the `\n` of the parts from `at` leads to the right lines. */
  readonly starts?: readonly Pos[];
  /** Per part, like `rows` of a string; absent when no part needs it. */
  readonly rows?: readonly (readonly number[])[];
}
/** number, boolean, null, undefined is a name; regular expressions as their source text. */
export interface LiteralExpr {
  readonly k: 'lit';
  readonly v: number | boolean | null;
  readonly at: Pos;
  /** Regular expressions: source text with slashes and flags; `v` is null then. */
  readonly regex?: string;
}
/** An identifier. `decl` is -1 for globals. */
export interface NameExpr {
  readonly k: 'name';
  readonly name: string;
  readonly decl: number;
  readonly at: Pos;
}
export interface ThisExpr {
  readonly k: 'this' | 'super';
  readonly at: Pos;
}
/** `obj.name` (also `obj?.name`, `obj['name']`, `obj.#name` with the #). `at` is the position of the name. */
export interface MemberExpr {
  readonly k: 'mem';
  readonly obj: Expr;
  readonly name: string;
  readonly at: Pos;
}
export interface IndexExpr {
  readonly k: 'idx';
  readonly obj: Expr;
  readonly key: Expr;
  readonly at: Pos;
}
/** A call or `new`. `at` is the position of the callee's last name (`save` in `a.b.save()`), `start` that of the whole expression, `end` its last position. */
export interface CallExpr {
  readonly k: 'call';
  readonly fn: Expr;
  readonly args: readonly Expr[];
  readonly types?: readonly TypeRef[];
  readonly isNew?: true;
  readonly at: Pos;
  readonly start: Pos;
  readonly end: Pos;
}
/** `name` is null for a spread (`...v`) and for a computed key that is no literal (then `key` holds it). Methods and accessors appear as FunctionExpr. */
export interface ObjectExpr {
  readonly k: 'obj';
  readonly props: readonly ObjectProp[];
  readonly at: Pos;
}
export interface ObjectProp {
  readonly name: string | null;
  readonly v: Expr;
  readonly at: Pos;
  readonly key?: Expr;
  readonly spread?: true;
}
export interface ArrayExpr {
  readonly k: 'arr';
  readonly items: readonly Expr[];
  readonly at: Pos;
}
export interface FunctionExpr {
  readonly k: 'fn';
  readonly fn: number;
  readonly at: Pos;
}
export interface ClassExpr {
  readonly k: 'cls';
  readonly cls: number;
  readonly at: Pos;
}
/** One of several values: `a ? b : c`, `a ?? b`, `a || b`, `a && b` (condition's own calls are in `tests`). */
export interface AlternativeExpr {
  readonly k: 'alt';
  readonly items: readonly Expr[];
  readonly tests: readonly Expr[];
  readonly at: Pos;
  /** Of `a ? b : c`: per item but the last the condition under which it is the one; absent when none can be known without running the code. */
  readonly when?: readonly (Condition | null)[];
}
/** `l === r`, `l` as a flag, or several of them; `not` turns it round. What calls something is no condition. */
export type Condition =
  | { readonly l: Expr; readonly r?: Expr; readonly not?: true }
  | {
      readonly join: 'any' | 'all';
      readonly of: readonly (Condition | null)[];
      readonly not?: true;
    };
export interface SpreadExpr {
  readonly k: 'spread';
  readonly v: Expr;
  readonly at: Pos;
}
/** `a + b`. */
export interface ConcatExpr {
  readonly k: 'add';
  readonly l: Expr;
  readonly r: Expr;
  readonly at: Pos;
}
/** `v as T`, `<T>v`, `v satisfies T`. `as const` leaves no cast; `!` and parentheses leave nothing. */
export interface CastExpr {
  readonly k: 'cast';
  readonly v: Expr;
  readonly type: TypeRef;
  readonly at: Pos;
}
export interface AwaitExpr {
  readonly k: 'await';
  readonly v: Expr;
  readonly at: Pos;
}
/** `import('x')` or `require('x')` (require only when it is the global). `index` into `imports`, -1 if the specifier is not a literal. */
export interface ImportExpr {
  readonly k: 'import';
  readonly index: number;
  readonly at: Pos;
  /** The specifier when it is no literal (`index` is -1 then). */
  readonly arg?: Expr;
}
/** `target = v`, compound assignments, and `object.name++` (then `v` is not known). */
export interface AssignExpr {
  readonly k: 'set';
  readonly target: Expr;
  readonly v: Expr;
  readonly at: Pos;
}
/** `const x = v`, `const { a, b } = v`, `for (const x of v)` (`each`). `decls`: every name bound by it. */
export interface DefineExpr {
  readonly k: 'def';
  readonly decls: readonly number[];
  readonly v: Expr;
  readonly each?: true;
  readonly at: Pos;
}
/** `return v` and the body of an expression arrow. */
export interface ReturnExpr {
  readonly k: 'ret';
  readonly v: Expr;
  readonly at: Pos;
}
/** Anything else: only its sub-expressions that hold something are kept. Plain arithmetic keeps its operator and every operand. */
export interface OtherExpr {
  readonly k: 'other';
  readonly kids: readonly Expr[];
  readonly op?: ArithmeticOperator;
  readonly at: Pos;
}
export type ArithmeticOperator = '*' | '/' | '-' | '**' | '%';

/** A type as written. */
export type TypeRef =
  /** Named: `Repository<Order>`, `ns.Type`, a type parameter. `decl` binds the first segment of the dotted name, -1 global. */
  | {
      readonly t: 'ref';
      readonly name: string;
      readonly decl: number;
      readonly args?: readonly TypeRef[];
      readonly at: Pos;
    }
  | { readonly t: 'array'; readonly of: TypeRef }
  | { readonly t: 'union' | 'and' | 'tuple'; readonly of: readonly TypeRef[] }
  | { readonly t: 'text'; readonly v: string }
  /** `typeof a.b` */
  | { readonly t: 'typeof'; readonly expr: Expr }
  /** Object type literal, interface body. */
  | { readonly t: 'object'; readonly members: readonly TypeMember[] }
  | {
      readonly t: 'function';
      readonly params: readonly ParamType[];
      readonly returns: TypeRef | null;
    }
  /** `T[K]` */
  | { readonly t: 'index'; readonly of: TypeRef; readonly key: TypeRef }
  /** `keyof T`, `readonly T`, `unique symbol` … : the operand. */
  | { readonly t: 'op'; readonly op: string; readonly of: TypeRef }
  /** `import('x').T<Args>`; `index` into `imports`. */
  | {
      readonly t: 'import';
      readonly index: number;
      readonly name: string;
      readonly args?: readonly TypeRef[];
    }
  /** Keywords (`string`, `void` …) and everything not modelled (mapped, conditional types). */
  | { readonly t: 'word'; readonly v: string };

export interface TypeMember {
  readonly name: string;
  readonly type: TypeRef | null;
  readonly at: Pos;
  readonly optional?: true;
}
export interface ParamType {
  readonly name: string;
  readonly type: TypeRef | null;
}

export type DeclKind =
  | 'import'
  | 'const'
  | 'let'
  | 'var'
  | 'param'
  | 'function'
  | 'class'
  | 'enum'
  | 'const-enum'
  | 'namespace'
  | 'type'
  | 'interface'
  | 'type-param'
  | 'catch';

/** A binding. Destructured names carry the `path` from the initialiser to them. */
export interface DeclIr {
  readonly name: string;
  readonly kind: DeclKind;
  /** Function that owns the scope, -1 at module level. */
  readonly fn: number;
  readonly at: Pos;
  readonly type?: TypeRef;
  /** Destructuring steps from the initialiser (or the parameter) to this name; `...` for a rest element. */
  readonly path?: readonly string[];
  readonly cls?: number;
  readonly func?: number;
  /** Imports only. */
  readonly imp?: number;
  /** Imported name: `default`, `*`, or the name. */
  readonly imported?: string;
  /** Type parameters of a type alias, interface. */
  readonly typeParams?: readonly string[];
  /** Interfaces: what they extend; several declarations of one interface merge. */
  readonly extends?: readonly TypeRef[];
  readonly members?: readonly EnumMember[];
  /** Parameters (and names destructured from one): position in the function's parameter list. */
  readonly index?: number;
  /** Imports: how the name is used. */
  readonly use?: ImportUse;
  /** Interfaces in `declare module 'x'`: the module they add members to. `global` for `declare global`, `global.Express` for a namespace in it. */
  readonly augments?: string;
}

export interface EnumMember {
  readonly name: string;
  readonly v: Expr | null;
  readonly at: Pos;
}

/** Bit set of the ways an imported name is used in the file. */
export type ImportUse = number;
/** In a value position. */
export const USE_VALUE = 1;
/** In a value position that runs while the module is evaluated. */
export const USE_LOAD = 2;
/** In a type position. */
export const USE_TYPE = 4;
/** As the type of a decorated parameter, property, accessor or return type (`design:type` and friends), outside any function body. */
export const USE_METADATA = 8;
/** By `export { x }` or `export default x` (a value only if it names one). */
export const USE_EXPORT = 16;

/** One import request, in source order. */
export interface ImportIr {
  readonly specifier: string;
  /** `import`: declaration; `export`: re-export; `equals`: `import x = require()`; `dynamic`; `require`; `type`: `import('x').T`; `mock`-like calls are not imports. */
  readonly kind: 'import' | 'export' | 'equals' | 'dynamic' | 'require' | 'type' | 'resolve';
  /** Whole statement marked `import type` / `export type`, or every specifier marked. */
  readonly typeOnly: boolean;
  /** No binding at all: `import 'x'`. */
  readonly bare: boolean;
  /** Names asked for (`default`, `*` included), sorted; for re-exports the names in the target. */
  readonly names: readonly {
    readonly name: string;
    readonly decl: number;
    readonly typeOnly: boolean;
  }[];
  /** At module level outside any function (dynamic and require only; the others always are). */
  readonly top: boolean;
  readonly at: Pos;
}

export interface ExportIr {
  /** Exported name, `default`, `*` for `export * from`, `=` for `export = v` and `module.exports = v`. */
  readonly name: string;
  /** Local binding, -1 for re-exports and expressions. */
  readonly decl: number;
  /** Re-export: index of the import and the name there (`*` for `export * as ns`). */
  readonly imp: number;
  readonly from?: string;
  /** `export default <expression>`, `module.exports = …`, `exports.name = …`. */
  readonly expr?: Expr;
  readonly typeOnly: boolean;
  readonly at: Pos;
}

export interface DecoratorIr {
  readonly expr: Expr;
  readonly name: string;
  readonly args: readonly Expr[];
  readonly at: Pos;
}

export interface ParamIr {
  /** Declaration of a simple parameter, -1 for a pattern (its names are declarations with `path`). */
  readonly decl: number;
  readonly name: string;
  readonly type?: TypeRef;
  readonly decorators?: readonly DecoratorIr[];
  /** `constructor(private readonly x: X)`. */
  readonly property?: true;
  readonly rest?: true;
  readonly optional?: true;
  readonly default?: Expr;
  readonly at: Pos;
}

export interface FunctionIr {
  /** `place`, `<anonymous>`; for `const f = () => …` and `f: () => …` the name given there. */
  readonly name: string;
  readonly kind:
    | 'function'
    | 'arrow'
    | 'method'
    | 'constructor'
    | 'getter'
    | 'setter'
    | 'static-block';
  /** Function around it, -1 at module level. */
  readonly parent: number;
  /** Class it is a member of, -1 if none. */
  readonly cls: number;
  readonly isStatic?: true;
  readonly isAsync?: true;
  readonly params: readonly ParamIr[];
  readonly typeParams?: readonly string[];
  readonly returns?: TypeRef;
  readonly decorators?: readonly DecoratorIr[];
  /** Every expression of the body in source order, nested statements flattened; bare names and literals as statements are left out. */
  readonly body: readonly Expr[];
  readonly at: Pos;
  readonly end: Pos;
}

export interface PropertyIr {
  readonly name: string;
  readonly type?: TypeRef;
  readonly init?: Expr;
  readonly isStatic?: true;
  readonly decorators?: readonly DecoratorIr[];
  readonly at: Pos;
}

export interface ClassIr {
  readonly name: string;
  readonly decl: number;
  readonly fn: number;
  readonly typeParams?: readonly string[];
  readonly base?: Expr;
  readonly baseArgs?: readonly TypeRef[];
  readonly implements?: readonly TypeRef[];
  readonly isAbstract?: true;
  readonly decorators?: readonly DecoratorIr[];
  readonly properties: readonly PropertyIr[];
  /** Function indices of methods, accessors and the constructor. Overload signatures are left out; abstract methods are in `signatures`. */
  readonly methods: readonly number[];
  readonly signatures?: readonly {
    readonly name: string;
    readonly params: readonly ParamType[];
    readonly returns: TypeRef | null;
    readonly at: Pos;
  }[];
  readonly at: Pos;
  readonly end: Pos;
}

export interface SyntaxProblem {
  readonly message: string;
  readonly at: Pos;
}

export interface FileIr {
  readonly path: string;
  readonly lines: number;
  readonly decls: readonly DeclIr[];
  readonly imports: readonly ImportIr[];
  readonly exports: readonly ExportIr[];
  readonly classes: readonly ClassIr[];
  readonly functions: readonly FunctionIr[];
  /** Module-level expressions, like a function body. */
  readonly body: readonly Expr[];
  /** Set when an `import()` or `require()` computes what it loads. */
  readonly computesImports?: true;
  /** Syntax errors; the rest of the record is what could be read. */
  readonly problems: readonly SyntaxProblem[];
}

export const packPosition = (line: number, column: number): Pos =>
  line * 65536 + Math.min(column, 65535);
export const unpackPosition = (pos: Pos): { readonly line: number; readonly column: number } => ({
  line: Math.floor(pos / 65536),
  column: pos % 65536,
});
