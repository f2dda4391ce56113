import ts from 'typescript';

/**
 * What the compiler says of a project, sorted, without positions: lines move, complaints must not.
 * @param types whether the libraries are looked at as well
 */
export function diagnose(root: string, types = false): readonly string[] {
  const file = ts.findConfigFile(root, ts.sys.fileExists) ?? `${root}/tsconfig.json`;
  const { config } = ts.readConfigFile(file, ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const lean = types ? {} : { noLib: true, types: [] };
  const program = ts.createProgram(fileNames, {
    ...options,
    ...lean,
    noEmit: true,
    ignoreDeprecations: '6.0',
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file: source, code, messageText }) => {
      const path = source?.fileName.slice(root.length + 1) ?? '';
      return `${path} TS${code} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    })
    .sort();
}
