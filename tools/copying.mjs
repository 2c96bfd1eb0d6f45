// Prints the text of a PDF as Chromium copies it out of pdf.js: the text layer of each page is laid out as in the viewer,
// all of it is selected, and the selection read. Usage: node copying.mjs NODE_MODULES CHROMIUM PDF...
// One line of JSON for each PDF: for each page the lines of `getTextContent`, and those of the selection.
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";

const [modules, executablePath, ...files] = process.argv.slice(2);
const { chromium } = createRequire(join(modules, "x.js"))("playwright-core");
const page = `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/m/pdfjs-dist/web/pdf_viewer.css">`;
const types = { mjs: "text/javascript", css: "text/css", wasm: "application/wasm" };

const server = createServer(async (request, response) => {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  try {
    if (path === "/") response.setHeader("Content-Type", "text/html").end(page);
    else {
      const file = path.startsWith("/m/") ? join(modules, path.slice(3)) : files[Number(path.slice(3))];
      response.setHeader("Content-Type", types[file.split(".").pop()] ?? "application/octet-stream");
      response.end(await readFile(file));
    }
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const tab = await browser.newPage();
await tab.goto(`http://127.0.0.1:${server.address().port}/`);
for (const [index] of files.entries()) {
  const found = await tab.evaluate(async (index) => {
    const pdfjs = await import("/m/pdfjs-dist/build/pdf.mjs");
    pdfjs.GlobalWorkerOptions.workerSrc = "/m/pdfjs-dist/build/pdf.worker.mjs";
    const task = pdfjs.getDocument({ url: `/f/${index}`, verbosity: 0 });
    const pdf = await task.promise;
    const pages = [];
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number);
      const content = await page.getTextContent();
      const container = document.createElement("div");
      container.className = "textLayer";
      document.body.replaceChildren(container);
      const viewport = page.getViewport({ scale: 1 });
      await new pdfjs.TextLayer({ textContentSource: content, container, viewport }).render();
      getSelection().selectAllChildren(container);
      pages.push({
        content: content.items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join("").split("\n"),
        selection: getSelection().toString().split("\n"),
      });
    }
    await task.destroy();
    return pages;
  }, index);
  console.log(JSON.stringify(found));
}
await browser.close();
server.close();
