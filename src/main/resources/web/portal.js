// The lookup page: hashes a file in the browser, asks for its records and shows what became of them.

import { sha256 } from "./noble/sha2.js";
import { bytesToHex } from "./noble/utils.js";
import { speak, text, utc } from "./text.js";

const PROOF_PARTS = [["proof", false], ["package", true], ["certificate", true], ["content", true]];

/** The states after which nothing more happens. */
const LAST_STATES = ["dated", "refused"];

const ENDINGS = {
  "application/pdf": ".pdf", "application/xml": ".xml", "text/xml": ".xml", "text/plain": ".txt", "application/json": ".json",
  "application/zip": ".zip", "image/png": ".png", "image/jpeg": ".jpg",
};

/** A record opens of itself where it is the only one. */
const OPENED_AT_ONCE = 1;

const element = (id) => document.getElementById(id);

/** What was asked last, to be shown again in another language. */
let shown = () => {};

/** What was said last, for the same reason. */
let said = [""];

/** Only the newest question may show its answer. */
let question = 0;

/** The stream of events of the record that is looked at. */
let following = null;

/** The secret of the link that led here, and the record that it opens. */
let shared = { id: "", secret: "" };

function say(key, bad = false, detail) {
  said = [key, bad, detail];
  element("status").textContent = key === "" ? "" : text(key, detail);
  element("status").classList.toggle("bad", bad);
}

function make(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

/** What is said when something goes wrong. */
class Trouble extends Error {}

/** SHA-256 of a file of any size, piece by piece, so that memory stays flat; null once it is no longer asked for. */
async function fingerprint(file, mine) {
  const hash = sha256.create();
  const reader = file.stream().getReader();
  let done = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    if (mine !== question) {
      await reader.cancel();
      return null;
    }
    hash.update(piece.value);
    done += piece.value.length;
    element("progress").value = done / file.size;
  }
  return bytesToHex(hash.digest());
}

/** Asks, and throws the trouble that a refusal is; null where there is nothing. */
async function ask(address, accept = "application/json") {
  const answer = await fetch(address, { headers: { Accept: accept } });
  if (answer.status === 404) {
    return null;
  }
  if (!answer.ok) {
    throw new Trouble(answer.status === 429 || answer.status === 503 ? "busy" : "failed");
  }
  return accept === "application/json" ? answer.json() : answer.text();
}

/** Who signed the checkpoint of a proof, each once; a member's line begins with the time of its own clock. */
function signers(proof) {
  const found = new Map();
  for (const [, name, member, signature] of proof.matchAll(/^— (\S+?)(\/final)? (\S+)$/gm)) {
    const seconds = [...atob(signature.slice(0, 16)).slice(4)].reduce((sum, byte) => sum * 256 + byte.charCodeAt(0), 0);
    found.set(name, [name, member ? utc(new Date(seconds * 1000).toISOString().replace(".000", "")) : text("theLog")]);
  }
  return [...found.values()];
}

function stateText(step) {
  switch (step.state) {
    case "logged":
      return text("loggedText", step.index);
    case "final":
    case "refused":
      return text("finalText", step.size);
    default:
      return text(step.state + "Text");
  }
}

function stateLine(step) {
  const time = step.at === undefined ? "…" : make("time", { datetime: step.at }, utc(step.at));
  return make("li", {}, make("b", {}, text(step.state)), time, make("small", {}, stateText(step)));
}

/** Each line is a few parts, of which none is broken. */
function line(parts) {
  const [name, ...rest] = parts.map((part) => make("span", {}, part));
  return make("li", {}, name, ...rest.flatMap((part) => [" · ", part]));
}

function list(title, lines) {
  return make("details", {}, make("summary", {}, title), make("ul", {}, ...lines.map(line)));
}

/** The names come when they are looked at. */
function signerList(record) {
  const details = list(text("signers"), []);
  const fill = async () => {
    const proof = await ask(record.links.proof, "text/plain");
    const lines = proof === null ? [] : signers(proof).map(line);
    details.querySelector("ul").replaceChildren(...lines);
  };
  details.addEventListener("toggle", () => guarded(fill()), { once: true });
  return details;
}

/** Downloads what needs the owner's key or the link that led here. */
async function download(record, part) {
  const secret = record.id === shared.id ? shared.secret : "";
  const key = secret || element("key").value.trim();
  if (key === "") {
    say("needKey", true);
    element("key").focus();
    return;
  }
  const answer = await fetch(record.links[part], { headers: { Authorization: `Bearer ${key}` } });
  if (!answer.ok) {
    const closed = [401, 403, 404].includes(answer.status);
    throw new Trouble(!closed ? "failed" : secret ? "refusedLink" : "refusedKey");
  }
  const blob = await answer.blob();
  const endings = { package: ".asice", certificate: ".pdf", content: ENDINGS[blob.type.split(";")[0]] ?? "" };
  const url = URL.createObjectURL(blob);
  make("a", { href: url, download: record.id + endings[part] }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  say("taken");
}

function action(record, part, needsKey) {
  if (!needsKey) {
    return make("a", { class: "action", href: record.links[part], download: `${record.id}.tlog-proof` }, text(part));
  }
  const button = make("button", { type: "button", class: "action quiet" }, text(part));
  button.addEventListener("click", () => guarded(download(record, part)));
  return button;
}

function card(record, isOpen) {
  const badge = make("span", { class: `badge ${record.state}` }, text(record.state));
  const head = make("header", {}, make("h2", {}, text("record")), badge);
  const states = make("ol", { class: "states" }, ...record.states.map(stateLine));
  const parts = PROOF_PARTS.filter(([part]) => part in record.links).map(([part, key]) => action(record, part, key));
  const article = make("article", { class: "record" }, head, states, make("p", { class: "code" }, record.id));
  if (record.foundAs !== undefined) {
    article.append(make("p", {}, text(record.foundAs)));
  }
  if (record.refusal !== undefined) {
    article.append(make("p", { lang: "en" }, record.refusal.title));
  }
  if (record.dates !== undefined) {
    const lines = record.dates.map((d) => [d.authority, utc(d.at), text(d.clock === "outside" ? "outside" : "ownClock")]);
    article.append(list(text("dates"), lines));
  }
  if ("proof" in record.links) {
    article.append(signerList(record));
  }
  article.querySelectorAll("details").forEach((details) => (details.open = isOpen));
  article.append(make("div", { class: "actions" }, ...parts));
  return article;
}

function show(records, next) {
  shown = () => {
    const cards = records.map((record) => card(record, records.length <= OPENED_AT_ONCE));
    if (next !== undefined) {
      const more = make("button", { type: "button", class: "action quiet" }, text("more"));
      more.addEventListener("click", () => guarded(next()));
      cards.push(more);
    }
    element("records").replaceChildren(...cards);
    const owned = records.filter((record) => "package" in record.links || "content" in record.links);
    element("document").hidden = owned.every((record) => record.id === shared.id);
    element("shared").hidden = !owned.some((record) => record.id === shared.id);
  };
  shown();
}

/** Shows a record's further states as they are reached. */
function follow(record) {
  if (LAST_STATES.includes(record.state)) {
    return;
  }
  following = new EventSource(record.links.events);
  following.addEventListener("error", () => following.close());
  for (const state of ["logged", "final", ...LAST_STATES]) {
    following.addEventListener(state, (event) => {
      const now = { ...JSON.parse(event.data), foundAs: record.foundAs };
      show([now]);
      say("isNow", false, now.state);
      if (LAST_STATES.includes(now.state)) {
        following.close();
      }
    });
  }
}

/** Makes this the newest question: what the ones before show or follow ends. */
function begin() {
  following?.close();
  element("progress").hidden = true;
  shown = () => {};
  element("records").replaceChildren();
  element("document").hidden = true;
  element("shared").hidden = true;
  return ++question;
}

async function page(digest, cursor, before, mine) {
  const found = await ask(`/v1/evidence?digest=sha-256:${digest}${cursor}`);
  const records = [...before, ...found.items];
  if (mine === question) {
    const next = () => page(digest, `&cursor=${encodeURIComponent(found.next)}`, records, mine);
    show(records, found.next === undefined ? undefined : next);
    say(records.length === 0 ? "none" : "found", false, records.length);
  }
  return records;
}

async function look(query) {
  const mine = begin();
  const digest = query.toLowerCase().replace(/^sha-256:/, "");
  if (!/^([0-9a-f]{64}|[0-9a-f]{32})$/.test(digest)) {
    say("badQuery", true);
    return;
  }
  say("looking");
  const isId = digest.length === 32;
  const records = isId ? [await ask(`/v1/evidence/${digest}`)] : await page(digest, "", [], mine);
  if (mine !== question) {
    return;
  }
  if (isId) {
    show(records.filter((record) => record !== null));
    say(records[0] === null ? "unknownId" : "found", records[0] === null, 1);
  }
  if (records.length === 1 && records[0] !== null) {
    follow(records[0]);
  }
}

async function take(file) {
  const mine = begin();
  element("progress").value = 0;
  element("progress").hidden = false;
  say("hashing");
  let digest;
  try {
    digest = await fingerprint(file, mine);
  } catch (error) {
    throw mine === question ? new Trouble("unreadable", { cause: error }) : error;
  }
  if (digest !== null && mine === question) {
    element("query").value = digest;
    await look(digest);
  }
}

function guarded(work) {
  const mine = question;
  return work.catch((error) => {
    if (mine === question) {
      element("progress").hidden = true;
      say(error instanceof Trouble ? error.message : error instanceof TypeError ? "offline" : "failed", true);
    }
  });
}

/** A file may be dropped anywhere: beside the frame the browser would open it and leave the page. */
function listenToDrops() {
  const hover = (event, over) => {
    event.preventDefault();
    element("drop").classList.toggle("over", over);
  };
  window.addEventListener("dragover", (event) => hover(event, true));
  window.addEventListener("dragleave", (event) => hover(event, event.relatedTarget !== null));
  window.addEventListener("drop", (event) => {
    hover(event, false);
    if (event.dataTransfer.files.length > 0) {
      guarded(take(event.dataTransfer.files[0]));
    }
  });
}

function listen() {
  listenToDrops();
  element("file").addEventListener("change", (event) => {
    const [file] = event.target.files;
    event.target.value = ""; // so that the same file can be chosen again
    if (file !== undefined) {
      guarded(take(file));
    }
  });
  element("form").addEventListener("submit", (event) => {
    event.preventDefault();
    guarded(look(element("query").value.trim()));
  });
  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => {
      speak(button.dataset.language);
      say(...said);
      shown();
    });
  }
  window.addEventListener("hashchange", readAddress);
}

/** A share link carries its secret behind the #, where no server sees it; it serves in place of the key. */
function readAddress() {
  const hash = new URLSearchParams(location.hash.slice(1));
  const asked = hash.get("q") ?? new URLSearchParams(location.search).get("q");
  shared = { id: asked ?? "", secret: hash.get("share") ?? "" };
  if (shared.secret === "") {
    shared.id = "";
  }
  if (asked !== null) {
    element("query").value = asked;
    guarded(look(asked));
  }
}

speak();
listen();
readAddress();
