import ts from 'typescript';

/**
 * What the compiler says of a project each time it is asked, sorted, without positions: lines move,
 * complaints must not.
 * @param types whether the libraries are looked at as well
 */
export function openCompiler(root: string, types = false): () => readonly string[] {
  const file = ts.findConfigFile(root, ts.sys.fileExists) ?? `${root}/tsconfig.json`;
  const { config } = ts.readConfigFile(file, ts.sys.readFile);
  const { fileNames, options: given } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const lean = types ? {} : { noLib: true, types: [] };
  const options = { ...given, ...lean, noEmit: true, ignoreDeprecations: '6.0' };
  const host = keepSources(ts.createCompilerHost(options));
  return () =>
    ts
      .getPreEmitDiagnostics(ts.createProgram(fileNames, options, host))
      .map(({ file: source, code, messageText }) => {
        const path = source?.fileName.slice(root.length + 1) ?? '';
        return `${path} TS${code} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
      })
      .sort();
}

/** Libraries are parsed once. */
function keepSources(host: ts.CompilerHost): ts.CompilerHost {
  const known = new Map<string, ts.SourceFile>();
  return {
    ...host,
    getSourceFile: (path, ...rest) => {
      const kept = known.get(path);
      if (kept !== undefined && kept.text === host.readFile(path)) return kept;
      const source = host.getSourceFile(path, ...rest);
      if (source !== undefined) known.set(path, source);
      return source;
    },
  };
}
