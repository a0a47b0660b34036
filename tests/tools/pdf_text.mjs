// node pdf_text.mjs FILE...   The text of each PDF as pdf.js reads it, page after page; a form feed after each file.
// pdfjs-dist is looked for where NODE_PATH points: modules by name are not found from outside its folder.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const found = createRequire(import.meta.url).resolve("pdfjs-dist/legacy/build/pdf.mjs");
const { getDocument } = await import(pathToFileURL(found));

for (const file of process.argv.slice(2)) {
  const document = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent({ disableNormalization: true });
    console.log(items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));
  }
  console.log("\f");
}
