// node epub_rendered.mjs BROWSER FOLDER   An unpacked EPUB in Chromium, at the width of a phone and of a tablet.
// Nothing may stand outside the screen across the lines, every paragraph of the text begins two ems in, every character
// of it is drawn by a face of the publication, and all faces that a page asks for load. Puppeteer comes with Ace and is looked for in NODE_PATH.
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [browser, folder] = process.argv.slice(2);
const found = createRequire(import.meta.url).resolve("puppeteer");
const { default: puppeteer } = await import(pathToFileURL(found));
const chromium = await puppeteer.launch({ executablePath: browser, args: ["--allow-file-access-from-files"] });
const faults = [];
let paragraphs = 0;

// Runs in the page: what is wrong, and how many paragraphs were measured.
function measure() {
  const root = document.documentElement;
  const vertical = getComputedStyle(document.body).writingMode === "vertical-rl";
  const wrong = [];
  const [across, room] = vertical ? [root.scrollHeight, root.clientHeight] : [root.scrollWidth, root.clientWidth];
  if (across > room) wrong.push(`${across} px of ${room} across the lines`);
  const faces = [...document.fonts];
  for (const face of faces.filter((f) => f.status === "error")) wrong.push(`${face.family} does not load`);
  const texts = [...document.querySelectorAll("p:not([class])")].filter((p) => !p.closest("blockquote"));
  for (const p of texts) {
    const range = document.createRange();
    const first = document.createTreeWalker(p, NodeFilter.SHOW_TEXT).nextNode();
    range.setStart(first, 0);
    range.setEnd(first, 1);
    const [character, block] = [range.getClientRects()[0], p.getBoundingClientRect()];
    const em = parseFloat(getComputedStyle(p).fontSize);
    const indent = (vertical ? character.top - block.top : character.left - block.left) / em;
    const advance = (vertical ? character.height : character.width) / em;
    if (Math.abs(indent - 2) > 0.02) wrong.push(`${p.textContent.slice(0, 9)} begins ${indent.toFixed(2)} em in`);
    // Between Han and Latin there is a gap besides.
    if (/^\p{Script=Han}{2}/u.test(first.data) && Math.abs(advance - 1) > 0.15) {
      wrong.push(`${first.data[0]} takes ${advance.toFixed(2)} em`);
    }
  }
  return { wrong, measured: texts.length };
}

// The faces that draw an element's text, as the browser's own tools tell.
async function foreign(page) {
  const client = await page.createCDPSession();
  await client.send("DOM.enable");
  await client.send("CSS.enable");
  const { root } = await client.send("DOM.getDocument", { depth: -1 });
  const { nodeIds } = await client.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector: "p, h1, h2, h3" });
  const wrong = new Set();
  for (const nodeId of nodeIds) {
    const { fonts } = await client.send("CSS.getPlatformFontsForNode", { nodeId });
    for (const font of fonts.filter((f) => !f.isCustomFont)) wrong.add(`${font.glyphCount} glyphs from ${font.familyName}`);
  }
  return [...wrong];
}

try {
  for (const [width, height] of [[390, 844], [820, 1180]]) {
    const page = await chromium.newPage();
    await page.setViewport({ width, height });
    for (const file of readdirSync(folder).filter((f) => f.endsWith(".xhtml"))) {
      await page.goto(pathToFileURL(join(resolve(folder), file)).href);
      // Justified, a character is as wide as its line asks.
      await page.addStyleTag({ content: "p { text-align: start !important }" });
      await page.evaluate(() => document.fonts.ready.then(() => null));
      const { wrong, measured } = await page.evaluate(measure);
      paragraphs += measured;
      if (file.startsWith("text")) wrong.push(...(await foreign(page)));
      faults.push(...wrong.map((fault) => `${file} at ${width} px: ${fault}`));
    }
  }
} finally {
  await chromium.close();
}
if (paragraphs === 0) faults.push("no paragraph was measured");
console.log(faults.length > 0 ? faults.join("\n") : `${paragraphs} paragraphs measured`);
process.exitCode = faults.length > 0 ? 1 : 0;
