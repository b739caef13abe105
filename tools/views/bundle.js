/* Makes one script of what is here under the name of FILE and of all that it imports, with the licence of each library
   in its head and their names in Bundle.parts. Usage: node bundle.js FILE */
import { readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import points from "./points.js";

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2];

const { metafile, outputFiles: [bundle] } = await build({
  absWorkingDir: here,
  entryPoints: [basename(target)],
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  format: "iife",
  globalName: "Bundle",
  target: "es2020",
  legalComments: "inline",
  plugins: [{ name: "points", setup: ({ onLoad }) => onLoad({ filter: /points\.js$/ }, () => ({ contents: JSON.stringify(points()), loader: "json" })) }],
});

const packages = [...new Set(Object.keys(metafile.inputs).flatMap((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []))].sort();

function about(name) {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (!file) throw new Error(`${name}: there is no licence with it`);
  return { name, version, license, text: readFileSync(join(folder, file), "utf8").trim() };
}

const parts = packages.map(about);
const head = parts.map(({ name, version, license, text }) => `/*! ${name} ${version} (${license})\n\n${text.replaceAll("*/", "* /")}\n*/\n`);
const names = JSON.stringify(parts.map(({ name, version, license }) => ({ name, version, license })));
const text = `${head.join("")}"use strict";\n${bundle.text.replace(/^"use strict";/, "")}Bundle = { ...Bundle, parts: ${names} };\n`;
writeFileSync(`${target}.tmp`, text);
renameSync(`${target}.tmp`, target);
