// Converts DOCX to PDF by LibreOffice as WebAssembly: `libreoffice.mjs PACKAGE FACES OUT FILE.docx...`, where PACKAGE is
// the folder of @matbee/libreoffice-converter. To be run with --liftoff-only.
//
// The converter runs within this process: its ways over a worker or a process of its own hang far more often.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [home, faces, out, ...files] = process.argv.slice(2).map((each) => path.resolve(each));
const { LibreOfficeConverter, loadFontsFromDirectory } = await import(pathToFileURL(path.join(home, "dist/server.js")));
const converter = new LibreOfficeConverter({
  wasmLoader: createRequire(import.meta.url)(path.join(home, "wasm/loader.cjs")),
  wasmPath: path.join(home, "wasm"),
  fonts: await loadFontsFromDirectory(faces),
});
await converter.initialize();
for (const file of files) {
  const pdf = await converter.convert(fs.readFileSync(file), { inputFormat: "docx", outputFormat: "pdf" });
  fs.writeFileSync(path.join(out, `${path.basename(file, ".docx")}.pdf`), pdf.data);
  console.log(file);
}
process.exit(0); // its threads would keep the process alive
