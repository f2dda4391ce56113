#!/usr/bin/env bash
# Packs saasctl, installs it in empty projects with TypeScript 5, 6 and 7 at their root, and runs it:
# a hoisted dependency-cruiser that picks up the wrong TypeScript sees nothing and says "fine".
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

tarball="$work/$(cd "$root" && npm pack --silent --pack-destination "$work")"
echo "packed $(du -h "$tarball" | cut -f1)"

for typescript in 5 6 7; do
  project="$work/typescript-$typescript"
  mkdir -p "$project"
  cp -R "$root/fixtures/monoliths/fleet/src" "$root/fixtures/monoliths/fleet/tsconfig.json" "$project/"
  cp "$root/fixtures/monoliths/fleet/package.json" "$project/fixture.json"
  (
    cd "$project"
    node -e '
      const fs = require("node:fs");
      const fixture = JSON.parse(fs.readFileSync("fixture.json", "utf8"));
      fs.rmSync("fixture.json");
      fs.writeFileSync("package.json", JSON.stringify({ name: "try", private: true, type: fixture.type, imports: fixture.imports }));'
    npm install --no-audit --no-fund --silent "typescript@$typescript" "$tarball"
    files="$(find src -name '*.ts' | wc -l | tr -d ' ')"
    npx --no-install saasctl analyze --json --quiet --no-history > out.json
    # The page is made of files beside the code, and the configuration is written and read again.
    npx --no-install saasctl init --yes --quiet > init.txt
    npx --no-install saasctl analyze --quiet --no-history --no-second-opinion --html page.html > page.txt
    grep -q '<html' page.html
    node -e '
      const { project, secondOpinion } = JSON.parse(require("node:fs").readFileSync("out.json", "utf8"));
      const want = Number(process.argv[1]);
      const said = `TypeScript ${process.argv[2]}: ${project.files} of ${want} files, dependency-cruiser ${secondOpinion.state} on ${secondOpinion.edges} edges`;
      console.log(said);
      if (project.files !== want || secondOpinion.state !== "agrees" || secondOpinion.edges === 0) {
        console.error(secondOpinion);
        process.exit(1);
      }' "$files" "$(node -p 'require("typescript/package.json").version')"
  )
done
