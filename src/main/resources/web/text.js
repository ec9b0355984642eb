// What the portal says, in both of its languages.

const TEXTS = {
  en: {
    skip: "Skip to the lookup",
    title: "Was this document preserved, and when?",
    intro: "Drop a file. Your browser computes its fingerprint; the file itself stays on your computer.",
    ask: "Look a document up",
    drop: "Drop a file here, or choose one",
    stays: "It is not uploaded.",
    query: "or a SHA-256 fingerprint, or the id of a record",
    look: "Look up",
    own: "Is it yours?",
    ownText: "Package, certificate and document are given only to whoever has the owner's API key or a share link. The key is used for the download and not kept.",
    key: "API key",
    shared: "This link opens package, certificate and document of the record.",
    language: "Language",
    progress: "Progress of the fingerprint",
    foot: "What you see here is the operator's answer. The proof does not depend on it: verify the package offline, with the policy of whom you trust.",
    contract: "Contract",
    checkpoint: "Checkpoint",
    policy: "Policy",
    licences: "Licence of the hash library",
    hashing: "Computing the fingerprint …",
    looking: "Looking up …",
    none: "No record of this document is found here.",
    found: (n) => (n === 1 ? "One record." : `${n} records.`),
    "invoice-pdf": "This PDF shows an invoice, and was made here or handed in by its issuer. What is preserved is the invoice's XML.",
    isNow: (state) => `The record's state now: ${TEXTS.en[state]}.`,
    more: "Older records",
    taken: "Downloaded.",
    unknownId: "No record has this id.",
    badQuery: "That is neither 64 nor 32 digits of hex.",
    failed: "The server did not answer as expected.",
    busy: "The server has too much to do; try again in a moment.",
    unreadable: "This file cannot be read. A folder is no file; put it into an archive first.",
    offline: "The server cannot be reached.",
    record: "Record",
    promised: "Promised",
    logged: "In the log",
    final: "Final",
    dated: "Dated",
    refused: "Refused",
    promisedText: "Committed by the operator, who signed a promise. Own clock.",
    loggedText: (i) => `Leaf ${i} of the log. Own clock.`,
    finalText: (s) => `A quorum of members signed the log at size ${s}. Own clock.`,
    datedText: "Covered by a time-stamp token of an outside authority.",
    signers: "Signatures",
    dates: "Time-stamps",
    outside: "outside authority",
    ownClock: "own clock",
    theLog: "the log",
    proof: "Proof",
    package: "Package",
    certificate: "Certificate",
    content: "Document",
    needKey: "Enter the owner's API key below first.",
    refusedKey: "This key does not open the record.",
    refusedLink: "This link does not open the record: it has expired, was revoked, or is not whole.",
  },
  zh: {
    skip: "跳到查询",
    title: "这份文件是否已存证？何时存证？",
    intro: "拖入文件。指纹由您的浏览器计算，文件本身不会离开您的电脑。",
    ask: "查询文件",
    drop: "将文件拖到这里，或选择文件",
    stays: "文件不会上传。",
    query: "或输入 SHA-256 指纹，或记录编号",
    look: "查询",
    own: "这是您的文件吗？",
    ownText: "证据包、证书和文件只提供给持有所有者 API 密钥或分享链接的人。密钥仅用于下载，不会保存。",
    key: "API 密钥",
    shared: "此链接可下载该记录的证据包、证书和文件。",
    language: "语言",
    progress: "指纹计算进度",
    foot: "此处显示的是运营方的答复。证明并不依赖于它：请用您所信任的策略离线验证证据包。",
    contract: "接口约定",
    checkpoint: "检查点",
    policy: "信任策略",
    licences: "哈希库许可证",
    hashing: "正在计算指纹……",
    looking: "正在查询……",
    none: "此处没有可供查询的该文件记录。",
    found: (n) => `共 ${n} 条记录。`,
    "invoice-pdf": "此 PDF 是一张发票的版式文件，由本服务生成或由开票方提交。所保全的是该发票的 XML。",
    isNow: (state) => `记录的当前状态：${TEXTS.zh[state]}。`,
    more: "更早的记录",
    taken: "已下载。",
    unknownId: "没有此编号的记录。",
    badQuery: "应为 64 位或 32 位十六进制数字。",
    failed: "服务器的答复不符合预期。",
    busy: "服务器繁忙，请稍后再试。",
    unreadable: "无法读取此文件。文件夹不是文件，请先打包。",
    offline: "无法连接服务器。",
    record: "记录",
    promised: "已承诺",
    logged: "已入账",
    final: "已确认",
    dated: "已授时",
    refused: "已拒绝",
    promisedText: "运营方已提交并签署承诺。时间来自自有时钟。",
    loggedText: (i) => `账本第 ${i} 号叶。时间来自自有时钟。`,
    finalText: (s) => `法定多数成员已签署大小为 ${s} 的账本。时间来自自有时钟。`,
    datedText: "已由外部授时机构的时间戳覆盖。",
    signers: "签名",
    dates: "时间戳",
    outside: "外部机构",
    ownClock: "自有时钟",
    theLog: "账本",
    proof: "证明",
    package: "证据包",
    certificate: "证书",
    content: "文件",
    needKey: "请先在下方输入所有者的 API 密钥。",
    refusedKey: "此密钥无法打开该记录。",
    refusedLink: "此链接无法打开该记录：已过期、已撤销或不完整。",
  },
};

const wished = navigator.language.startsWith("zh") ? "zh" : "en";

let language = [remembered(), wished].find((known) => known in TEXTS);

/** The language chosen last; some browsers keep nothing for anybody, and say so by an exception. */
function remembered() {
  try {
    return localStorage.getItem("language");
  } catch {
    return null;
  }
}

function remember() {
  try {
    localStorage.setItem("language", language);
  } catch {
    // it is chosen again next time
  }
}

/** The text of a key; some take a detail. */
export function text(key, detail) {
  const found = TEXTS[language][key] ?? key;
  return typeof found === "function" ? found(detail) : found;
}

/** Puts the page into a language, and remembers it on this computer. */
export function speak(chosen) {
  if (chosen in TEXTS) {
    language = chosen;
    remember();
  }
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = text(element.dataset.text);
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", text(element.dataset.label));
  }
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  }
}

/** A time in UTC with its zone, the same in both languages. */
export function utc(instant) {
  return instant.replace(/^(.{10})T(.{8})(\.\d{1,3})?\d*Z$/, (_, day, time, part) => `${day} ${time}${part ?? ""} UTC`);
}
