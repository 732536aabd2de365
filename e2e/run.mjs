// Looks at every page as people do: with a keyboard, on a phone, in large text, on paper, without JavaScript.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import axePlaywright from "@axe-core/playwright";
import { chromium } from "playwright-core";

const AxeBuilder = axePlaywright.default ?? axePlaywright;
const here = dirname(fileURLToPath(import.meta.url));
const base = (process.env.BASE_URL ?? "http://127.0.0.1:8080").replace(/\/$/, "");
const artefacts = join(here, "artefacts");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const WEIGHT = 100_000;

let passed = 0;
let failed = 0;
function check(page, what, problem) {
  if (!problem) { passed += 1; return; }
  failed += 1;
  console.error(`FAIL ${page}: ${what}: ${problem}`);
}

async function routes() {
  if (process.env.ROUTES) return JSON.parse(readFileSync(process.env.ROUTES, "utf8"));
  const own = JSON.parse(readFileSync(join(here, "routes.json"), "utf8"));
  const reply = await fetch(`${base}/routes.json`).catch(() => null);
  if (!reply?.ok) return own;
  const served = await reply.json();
  return Array.isArray(served) ? { ...own, pages: served } : { ...own, ...served };
}

async function browser(options) {
  const profile = mkdtempSync(join(tmpdir(), "vocation-e2e-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: ARGS, ...options,
  });
  return { context, close: async () => { await context.close(); rmSync(profile, { recursive: true, force: true }); } };
}

const nameOf = (path) => path.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "home";
const sideways = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

async function visit(page, path) {
  const noise = [];
  const heard = (message) => { if (message.type() === "error") noise.push(message.text()); };
  const threw = (error) => noise.push(String(error));
  page.on("console", heard);
  page.on("pageerror", threw);
  const reply = await page.goto(base + path, { waitUntil: "load" });
  page.off("console", heard);
  page.off("pageerror", threw);
  const status = reply?.status() ?? 0;
  // Chromium itself reports a page that is meant to be an error page; that one line is no fault of the page.
  const own = `the server responded with a status of ${status}`;
  return { status, body: (await reply?.text()) ?? "", noise: noise.filter((line) => status < 400 || !line.includes(own)) };
}

async function desktop(context, path, shot) {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.setViewportSize({ width: 1280, height: 900 });
  const { status, body, noise } = await visit(page, path);
  const wanted = path.includes("no-such-page") ? 404 : 200;
  check(path, "status", status === wanted ? "" : `${status}, not ${wanted}`);
  check(path, "console and content security", noise.join(" | "));
  const heads = await page.locator("h1").count();
  check(path, "one h1", heads === 1 ? "" : `${heads}`);
  const title = await page.title();
  check(path, "title", title.endsWith(" - Vocation") ? "" : title);
  const sheets = await page.locator("link[rel=stylesheet]").evaluateAll((links) => links.map((link) => link.href));
  let weight = gzipSync(body).length;
  for (const sheet of sheets) weight += gzipSync(Buffer.from(await (await fetch(sheet)).arrayBuffer())).length;
  check(path, "weight", weight < WEIGHT ? "" : `${weight} bytes`);
  check(path, "inline style or script", /\sstyle="|<script(?![^>]*src=)|\son[a-z]+="/.test(body) ? "found" : "");
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  check(path, "axe", violations.map((v) => `${v.id} ×${v.nodes.length} (${v.nodes[0]?.target}: ${v.nodes[0]?.failureSummary?.split("\n")[1] ?? ""})`).join("; "));
  await page.screenshot({ path: join(artefacts, `${shot}-desktop.png`), fullPage: true });
  writeFileSync(join(artefacts, `${shot}.pdf`), await page.pdf({ format: "A4" }));
  await page.addStyleTag({ content: "html{font-size:200%!important}" }).catch(() => {});
  await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%", "important"));
  const wide = await page.evaluate(sideways);
  check(path, "text at 200 %", wide > 0 ? `${wide} px sideways` : "");
}

async function phone(context, path, shot) {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.setViewportSize({ width: 320, height: 640 });
  const { noise } = await visit(page, path);
  check(path, "without JavaScript", noise.join(" | "));
  check(path, "main content without JavaScript", (await page.locator("main").innerText()).trim() ? "" : "empty");
  const wide = await page.locator("html").evaluate(sideways);
  check(path, "320 px", wide > 0 ? `${wide} px sideways` : "");
  await page.screenshot({ path: join(artefacts, `${shot}-phone.png`), fullPage: true });
}

/// Tabs to the link that is named and follows it; every stop on the way must show its focus.
async function follow(page, name, from) {
  for (let stop = 0; stop < 250; stop += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const here = document.activeElement;
      if (!here || here === document.body) return null;
      const looks = (element) => {
        const style = getComputedStyle(element);
        return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.backgroundColor, style.stroke, style.strokeWidth, style.fill, style.borderColor].join();
      };
      const parts = [here, ...here.querySelectorAll("*")].slice(0, 12);
      const focused = parts.map(looks).join("|");
      here.blur();
      const rest = parts.map(looks).join("|");
      here.focus();
      return { name: (here.getAttribute("aria-label") ?? here.textContent ?? "").trim(), link: here.matches("a"), shown: focused !== rest, tag: here.outerHTML.slice(0, 120) };
    });
    if (!at) continue;
    if (!at.shown) check(from, "focus visible", at.tag);
    if (at.link && (at.name === name || at.name.startsWith(`${name}:`))) {
      await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
      return true;
    }
  }
  return false;
}

async function journey(context, steps) {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.setViewportSize({ width: 1280, height: 900 });
  if (steps[0]?.from) {
    await page.goto(base + steps[0].from);
    await page.keyboard.press("Tab");
    const first = await page.evaluate(() => document.activeElement?.getAttribute("href"));
    check("journey", "skip link comes first", first === "#main-content" ? "" : String(first));
    await page.goto(base + steps[0].from);
  }
  for (const step of steps) {
    const found = await follow(page, step.follow, `journey to ${step.expect}`);
    const path = new URL(page.url()).pathname;
    check("journey", `by keyboard to ${step.follow}`, found && path.startsWith(step.expect) ? "" : `at ${path}`);
    if (!found) return;
  }
}

const { pages, journey: steps = [] } = await routes();
mkdirSync(artefacts, { recursive: true });
const withScript = await browser({});
for (const path of pages) await desktop(withScript.context, path, nameOf(path)).catch((error) => check(path, "desktop", String(error)));
if (steps.length) await journey(withScript.context, steps).catch((error) => check("journey", "whole", String(error)));
await withScript.close();
const withoutScript = await browser({ javaScriptEnabled: false });
for (const path of pages) await phone(withoutScript.context, path, nameOf(path)).catch((error) => check(path, "phone", String(error)));
await withoutScript.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
