import type { Statement, VariableDeclaration } from 'oxc-parser';

/** Every `var` of a function's own statements, nested blocks included, functions not. */
export function forEachVar(
  statements: readonly Statement[],
  visit: (declaration: VariableDeclaration) => void,
): void {
  const pending: Statement[] = statements.toReversed();
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'VariableDeclaration') {
      if (node.kind === 'var') visit(node);
      continue;
    }
    const inner = nestedStatements(node);
    for (let index = inner.length - 1; index >= 0; index -= 1) {
      const statement = inner[index];
      if (statement) pending.push(statement);
    }
  }
}

const NONE: readonly Statement[] = [];

function nestedStatements(node: Statement): readonly Statement[] {
  switch (node.type) {
    case 'BlockStatement':
      return node.body;
    case 'IfStatement':
      return node.alternate ? [node.consequent, node.alternate] : [node.consequent];
    case 'ForStatement':
      return node.init?.type === 'VariableDeclaration' ? [node.init, node.body] : [node.body];
    case 'ForInStatement':
    case 'ForOfStatement':
      return node.left.type === 'VariableDeclaration' ? [node.left, node.body] : [node.body];
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'LabeledStatement':
    case 'WithStatement':
      return [node.body];
    case 'SwitchStatement':
      return node.cases.flatMap((one) => one.consequent);
    case 'TryStatement':
      return [
        node.block,
        ...(node.handler ? [node.handler.body] : []),
        ...(node.finalizer ? [node.finalizer] : []),
      ];
    case 'ExportNamedDeclaration':
      return node.declaration ? [node.declaration] : NONE;
    default:
      return NONE;
  }
}
