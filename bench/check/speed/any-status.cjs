// Loaded into measured tools that end with 1 when they find something: findings are no failed run.
process.on('exit', (code) => {
  if (code === 1) process.exitCode = 0;
});
