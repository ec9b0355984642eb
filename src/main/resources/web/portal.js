// The lookup page: hashes a file in the browser, asks for its records and shows what became of them.

import { sha256 } from "./noble/sha2.js";
import { bytesToHex } from "./noble/utils.js";
import { speak, text, utc } from "./text.js";

const PROOF_PARTS = [["proof", false], ["package", true], ["certificate", true], ["content", true]];

const element = (id) => document.getElementById(id);

/** What was asked last, to be shown again in another language. */
let shown = () => {};

/** Only the newest question may show its answer. */
let question = 0;

function say(key, bad = false, number) {
  element("status").textContent = key === "" ? "" : text(key, number);
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

/** SHA-256 of a file of any size, piece by piece, so that memory stays flat. */
async function fingerprint(file, progress) {
  const hash = sha256.create();
  const reader = file.stream().getReader();
  let done = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    hash.update(piece.value);
    done += piece.value.length;
    progress(file.size === 0 ? 1 : done / file.size);
  }
  return bytesToHex(hash.digest());
}

async function ask(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (answer.status === 404) {
    return null;
  }
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  return answer.json();
}

/** The names on a checkpoint's signature lines, each once. */
async function signers(address) {
  const answer = await fetch(address);
  if (!answer.ok) {
    return [];
  }
  const lines = (await answer.text()).split("\n").filter((line) => line.startsWith("— "));
  return [...new Set(lines.map((line) => line.split(" ")[1]))];
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

function list(title, lines) {
  const items = lines.map((line) => make("li", {}, line));
  return make("details", {}, make("summary", {}, title), make("ul", {}, ...items));
}

/** Downloads what needs the owner's key. */
async function download(address, name) {
  const key = element("key").value.trim();
  if (key === "") {
    say("needKey", true);
    element("key").focus();
    return;
  }
  const answer = await fetch(address, { headers: { Authorization: `Bearer ${key}` } });
  if (!answer.ok) {
    say(answer.status === 401 || answer.status === 403 || answer.status === 404 ? "refusedKey" : "failed", true);
    return;
  }
  const url = URL.createObjectURL(await answer.blob());
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function fileName(record, part) {
  const endings = { package: ".asice", certificate: ".pdf", content: "" };
  return record.id + endings[part];
}

function action(record, part, needsKey) {
  const address = record.links[part];
  if (!needsKey) {
    return make("a", { class: "action", href: address, download: `${record.id}.tlog-proof` }, text(part));
  }
  const button = make("button", { type: "button", class: "action quiet" }, text(part));
  button.addEventListener("click", () => download(address, fileName(record, part)).catch(() => say("offline", true)));
  return button;
}

function card(record, names) {
  const badge = make("span", { class: `badge ${record.state}` }, text(record.state));
  const head = make("header", {}, make("h2", {}, text("record")), badge);
  const states = make("ol", { class: "states" }, ...record.states.map(stateLine));
  const parts = PROOF_PARTS.filter(([part]) => part in record.links).map(([part, key]) => action(record, part, key));
  const article = make("article", { class: "record" }, head, states, make("p", { class: "code" }, record.id));
  if (record.refusal !== undefined) {
    article.append(make("p", {}, record.refusal.title));
  }
  if (record.dates !== undefined) {
    const lines = record.dates.map((d) => `${utc(d.at)} · ${d.authority} · ${text(d.clock === "outside" ? "outside" : "ownClock")}`);
    article.append(list(text("dates"), lines));
  }
  if (names.length > 0 && record.state !== "promised" && record.state !== "logged") {
    article.append(list(text("signers"), names));
  }
  article.append(make("div", { class: "actions" }, ...parts));
  return article;
}

function show(records, names) {
  shown = () => {
    element("records").replaceChildren(...records.map((record) => card(record, names)));
    say(records.length === 0 ? "none" : "found", false, records.length);
    element("document").hidden = !records.some((record) => "package" in record.links || "content" in record.links);
  };
  shown();
}

async function look(query) {
  const mine = ++question;
  const digest = query.toLowerCase().replace(/^sha-256:/, "");
  if (!/^([0-9a-f]{64}|[0-9a-f]{32})$/.test(digest)) {
    say("badQuery", true);
    return;
  }
  say("looking");
  const isId = digest.length === 32;
  const found = await ask(isId ? `/v1/evidence/${digest}` : `/v1/evidence?digest=sha-256:${digest}`);
  const records = isId ? [found].filter((record) => record !== null) : found.items;
  const names = records.length === 0 ? [] : await signers(records[0].links.checkpoint);
  if (mine === question) {
    show(records, names);
    if (isId && found === null) {
      say("unknownId", true);
    }
  }
}

async function take(file) {
  const mine = ++question;
  const bar = element("progress");
  bar.hidden = false;
  say("hashing");
  const digest = await fingerprint(file, (part) => (bar.value = part));
  bar.hidden = true;
  if (mine === question) {
    element("query").value = digest;
    await look(digest);
  }
}

function guarded(work) {
  return work.catch((error) => say(error instanceof TypeError ? "offline" : "failed", true));
}

function listen() {
  const drop = element("drop");
  element("file").addEventListener("change", (event) => {
    if (event.target.files.length > 0) {
      guarded(take(event.target.files[0]));
    }
  });
  for (const [name, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", over);
    });
  }
  drop.addEventListener("drop", (event) => {
    if (event.dataTransfer.files.length > 0) {
      guarded(take(event.dataTransfer.files[0]));
    }
  });
  element("form").addEventListener("submit", (event) => {
    event.preventDefault();
    guarded(look(element("query").value.trim()));
  });
  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => {
      speak(button.dataset.language);
      shown();
    });
  }
}

speak();
listen();
// A share link carries its secret behind the #, where no server sees it; it serves in place of the key.
const shared = new URLSearchParams(location.hash.slice(1));
element("key").value = shared.get("share") ?? "";
const asked = shared.get("q") ?? new URLSearchParams(location.search).get("q");
if (asked !== null) {
  element("query").value = asked;
  guarded(look(asked));
}
