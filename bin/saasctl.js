#!/usr/bin/env node
// Old Node versions must get one clear line, so nothing is imported before the version is known.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19) || major === 21 || (major === 22 && minor < 12)) {
  process.stderr.write(
    `saasctl needs Node 20.19 or newer, or 22.12 or newer; this is ${process.version}.\n`,
  );
  process.exitCode = 2;
} else {
  const { setFlagsFromString } = await import('node:v8');
  // In runs of seconds most of what V8's optimizing compiler makes is never paid back: asked later,
  // it leaves a fifth of all CPU unspent (bench/speed). Other versions name these thresholds otherwise.
  if (major === 20) setFlagsFromString('--interrupt-budget=2000000');
  if (major >= 22 && major <= 24) setFlagsFromString('--invocation-count-for-turbofan=20000');
  const { main } = await import('../dist/src/cli.js');
  await main(process.argv);
}
