/** Statements, flattened into the expressions of a body. */
import type {
  BlockStatement,
  CatchClause,
  Expression,
  ForInStatement,
  ForOfStatement,
  ForStatement,
  IfStatement,
  Statement,
  SwitchStatement,
  TSGlobalDeclaration,
  TSModuleDeclaration,
} from 'oxc-parser';
import { exportsOfStatement } from './common-js.ts';
import {
  reduceAlias,
  reduceClassDeclaration,
  reduceEnum,
  reduceFunctionDeclaration,
  reduceImportEquals,
  reduceInterface,
  reduceVariables,
} from './declarations.ts';
import {
  reduceExportAll,
  reduceExportAssignment,
  reduceExportDefault,
  reduceExportNamed,
} from './exports.ts';
import { hoistBlock, hoistVariables } from './hoist.ts';
import type { Expr } from './ir.ts';
import { reduceModule } from './modules.ts';
import { declarePattern, patternDefaults } from './patterns.ts';
import { at, within } from './scan-state.ts';
import type { Scan } from './scan-state.ts';
import { newScope } from './scopes.ts';
import { annotationType } from './types.ts';
import { defineElements } from './variables.ts';
import { pushWeighty } from './weight.ts';

type NodeOf<K> = Statement extends infer N
  ? N extends { type: infer T }
    ? K extends T
      ? N
      : never
    : never
  : never;
type Reducer<N> = (scan: Scan, node: N, out: Expr[]) => void;
type StatementReducers = { readonly [K in Statement['type']]?: Reducer<NodeOf<K>> };

export function reduceStatements(scan: Scan, nodes: readonly Statement[], out: Expr[]): void {
  for (let index = 0; index < nodes.length; index += 1) {
    const node = nodes[index] as Statement;
    const reducer = REDUCERS[node.type] as Reducer<Statement> | undefined;
    reducer?.(scan, node, out);
  }
}

function expressionStatement(scan: Scan, node: NodeOf<'ExpressionStatement'>, out: Expr[]): void {
  if (node.expression.type === 'Literal') return;
  const expr = scan.reduce.expr(scan, node.expression);
  const source = expr.k === 'await' ? expr.v : expr;
  const request = source.k === 'import' ? scan.imports[source.index] : undefined;
  if (request) {
    request.bare = true;
    request.names = [];
  }
  const rest = exportsOfStatement(scan, expr);
  if (rest) pushWeighty(out, rest);
}

function condition(scan: Scan, node: Expression | null, out: Expr[]): void {
  if (node) pushWeighty(out, scan.reduce.expr(scan, node));
}

function block(scan: Scan, node: BlockStatement, out: Expr[]): void {
  const outer = scan.scope;
  scan.scope = newScope(outer, scan.fn);
  hoistBlock(scan, scan.scope, node.body);
  reduceStatements(scan, node.body, out);
  scan.scope = outer;
}

/** Ladders of `else if` are walked, not recursed into. */
function ifStatement(scan: Scan, node: IfStatement, out: Expr[]): void {
  let current: Statement | null = node;
  while (current?.type === 'IfStatement') {
    condition(scan, current.test, out);
    reduceStatements(scan, [current.consequent], out);
    current = current.alternate;
  }
  if (current) reduceStatements(scan, [current], out);
}

function forStatement(scan: Scan, node: ForStatement, out: Expr[]): void {
  within(scan, { scope: newScope(scan.scope, scan.fn) }, () => {
    if (node.init?.type === 'VariableDeclaration') {
      hoistBlock(scan, scan.scope, [node.init]);
      reduceStatements(scan, [node.init], out);
    } else condition(scan, node.init, out);
    condition(scan, node.test, out);
    condition(scan, node.update, out);
    reduceStatements(scan, [node.body], out);
  });
}

function forEachStatement(scan: Scan, node: ForInStatement | ForOfStatement, out: Expr[]): void {
  within(scan, { scope: newScope(scan.scope, scan.fn) }, () => {
    const { left, right } = node;
    const isDeclaration = left.type === 'VariableDeclaration';
    if (isDeclaration && left.kind !== 'var') hoistVariables(scan, scan.scope, left);
    if (isDeclaration && node.type === 'ForOfStatement') defineElements(scan, left, right, out);
    else condition(scan, right, out);
    reduceStatements(scan, [node.body], out);
  });
}

function switchStatement(scan: Scan, node: SwitchStatement, out: Expr[]): void {
  condition(scan, node.discriminant, out);
  within(scan, { scope: newScope(scan.scope, scan.fn) }, () => {
    for (const one of node.cases) hoistBlock(scan, scan.scope, one.consequent);
    for (const one of node.cases) {
      condition(scan, one.test, out);
      reduceStatements(scan, one.consequent, out);
    }
  });
}

function catchClause(scan: Scan, node: CatchClause, out: Expr[]): void {
  within(scan, { scope: newScope(scan.scope, scan.fn) }, () => {
    if (node.param) {
      declarePattern(scan, scan.scope, 'catch', node.param);
      annotationType(scan, node.param.typeAnnotation);
      patternDefaults(scan, node.param, out);
    }
    block(scan, node.body, out);
  });
}

const body = (scan: Scan, node: { readonly body: Statement }, out: Expr[]): void =>
  reduceStatements(scan, [node.body], out);

const REDUCERS: StatementReducers = {
  ExpressionStatement: expressionStatement,
  BlockStatement: block,
  IfStatement: ifStatement,
  ForStatement: forStatement,
  ForInStatement: forEachStatement,
  ForOfStatement: forEachStatement,
  SwitchStatement: switchStatement,
  LabeledStatement: body,
  WhileStatement: (scan, node, out) => {
    condition(scan, node.test, out);
    body(scan, node, out);
  },
  DoWhileStatement: (scan, node, out) => {
    body(scan, node, out);
    condition(scan, node.test, out);
  },
  WithStatement: (scan, node, out) => {
    condition(scan, node.object, out);
    body(scan, node, out);
  },
  ReturnStatement: (scan, node, out) => {
    if (!node.argument) return;
    out.push({ k: 'ret', v: scan.reduce.expr(scan, node.argument), at: at(scan, node.start) });
  },
  ThrowStatement: (scan, node, out) => condition(scan, node.argument, out),
  TryStatement: (scan, node, out) => {
    block(scan, node.block, out);
    if (node.handler) catchClause(scan, node.handler, out);
    if (node.finalizer) block(scan, node.finalizer, out);
  },
  VariableDeclaration: reduceVariables,
  FunctionDeclaration: reduceFunctionDeclaration,
  TSDeclareFunction: reduceFunctionDeclaration,
  ClassDeclaration: reduceClassDeclaration,
  TSEnumDeclaration: reduceEnum,
  TSInterfaceDeclaration: reduceInterface,
  TSTypeAliasDeclaration: reduceAlias,
  TSImportEqualsDeclaration: reduceImportEquals,
  TSModuleDeclaration: (scan, node: TSModuleDeclaration | TSGlobalDeclaration, out) =>
    reduceModule(scan, node, out),
  ExportNamedDeclaration: reduceExportNamed,
  ExportDefaultDeclaration: reduceExportDefault,
  ExportAllDeclaration: reduceExportAll,
  TSExportAssignment: reduceExportAssignment,
};
