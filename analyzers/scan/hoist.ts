/** Declares the names of a block before its code is read, so that every use finds its declaration. */
import type {
  Declaration,
  ExportDefaultDeclaration,
  ImportDeclaration,
  Statement,
  TSModuleDeclaration,
  TSGlobalDeclaration,
  VariableDeclaration,
} from 'oxc-parser';
import { declareImport, declareImportEquals } from './imports.ts';
import type { DeclKind } from './ir.ts';
import { declarePattern } from './patterns.ts';
import type { Scan, Scope } from './scan-state.ts';
import { declare } from './scopes.ts';
import { forEachVar } from './var-declarations.ts';

/** Body of a function or module: its own names and the `var`s of nested statements. */
export function hoistBody(scan: Scan, scope: Scope, statements: readonly Statement[]): void {
  hoistBlock(scan, scope, statements);
  if (!scan.hasVar) return;
  forEachVar(statements, (declaration) => {
    for (const { id } of declaration.declarations) declareVar(scan, scope, id);
  });
}

type Declarator = VariableDeclaration['declarations'][number];

/** `var x` in a function with a parameter `x` is that parameter. */
function declareVar(scan: Scan, scope: Scope, id: Declarator['id']): void {
  const outer = scope.parent;
  const isParam =
    id.type === 'Identifier' &&
    scope.fn >= 0 &&
    outer?.fn === scope.fn &&
    outer.names?.has(id.name);
  if (!isParam) declarePattern(scan, scope, 'var', id);
}

export function hoistBlock(scan: Scan, scope: Scope, statements: readonly Statement[]): void {
  for (let index = 0; index < statements.length; index += 1) {
    const statement = statements[index] as Statement;
    if (HOISTED[statement.type] !== undefined) hoistStatement(scan, scope, statement);
  }
}

type Hoisted = Statement | Declaration | ExportDefaultDeclaration['declaration'];

/** Statements that declare something: those with a name by its kind, the others by what they are. */
const HOISTED: Readonly<Partial<Record<Hoisted['type'], DeclKind | 'other'>>> = {
  ImportDeclaration: 'other',
  ExportNamedDeclaration: 'other',
  ExportDefaultDeclaration: 'other',
  VariableDeclaration: 'other',
  LabeledStatement: 'other',
  TSModuleDeclaration: 'other',
  TSImportEqualsDeclaration: 'other',
  FunctionDeclaration: 'function',
  TSDeclareFunction: 'function',
  ClassDeclaration: 'class',
  TSEnumDeclaration: 'enum',
  TSInterfaceDeclaration: 'interface',
  TSTypeAliasDeclaration: 'type',
};

function hoistStatement(scan: Scan, scope: Scope, node: Hoisted): void {
  switch (node.type) {
    case 'VariableDeclaration':
      if (node.kind !== 'var') hoistVariables(scan, scope, node);
      break;
    case 'ImportDeclaration':
      declareImport(scan, scope, node satisfies ImportDeclaration);
      break;
    case 'ExportNamedDeclaration':
      if (node.declaration) hoistStatement(scan, scope, node.declaration);
      break;
    case 'ExportDefaultDeclaration':
      hoistStatement(scan, scope, node.declaration);
      break;
    case 'LabeledStatement':
      hoistStatement(scan, scope, node.body);
      break;
    case 'TSModuleDeclaration':
      hoistModule(scan, scope, node);
      break;
    case 'TSImportEqualsDeclaration':
      declareImportEquals(scan, scope, node);
      break;
    default:
      hoistNamed(scan, scope, node);
  }
}

function hoistNamed(scan: Scan, scope: Scope, node: Hoisted): void {
  const kind = HOISTED[node.type];
  if (!kind || kind === 'other' || !('id' in node) || node.id?.type !== 'Identifier') return;
  const exact = node.type === 'TSEnumDeclaration' && node.const ? 'const-enum' : kind;
  declare(scan, scope, exact, node.id.name, node.id.start);
}

export function hoistVariables(scan: Scan, scope: Scope, node: VariableDeclaration): void {
  const kind = node.kind === 'let' || node.kind === 'var' ? node.kind : 'const';
  const { declarations } = node;
  for (let index = 0; index < declarations.length; index += 1) {
    declarePattern(scan, scope, kind, (declarations[index] as Declarator).id);
  }
}

function hoistModule(
  scan: Scan,
  scope: Scope,
  node: TSModuleDeclaration | TSGlobalDeclaration,
): void {
  if (node.kind === 'global') {
    hoistBody(scan, scan.globals, node.body?.body ?? []);
    return;
  }
  let { id } = node;
  while (id.type === 'TSQualifiedName' && id.left.type !== 'ThisExpression') id = id.left;
  if (id.type !== 'Identifier') return;
  declare(scan, scope, 'namespace', id.name, id.start, isInstantiated(node));
}

/** A namespace with nothing but types has no value. */
function isInstantiated(node: Hoisted): boolean {
  switch (node.type) {
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'ImportDeclaration':
      return false;
    case 'ExportNamedDeclaration':
      return node.declaration !== null && isInstantiated(node.declaration);
    case 'TSModuleDeclaration':
      return node.body?.body.some(isInstantiated) ?? false;
    default:
      return true;
  }
}
